"""Gradescope: the zip of its autograder, and what that does in Gradescope's container.

The teacher's side (``build``, ``package``, ``lock``) makes the zip; ``run``, ``chosen`` and
``results`` are in it. ``contents`` is what both sides know.
"""
