"""What ``benchmarks/peers.py`` is made of; ``make bench`` runs scripts beside this folder only."""
