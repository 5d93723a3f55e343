"""What ``autograder verify`` proves of a unit, one module a kind of proof.

A proof takes a ``Subject`` and yields a ``Finding`` for everything that is not as
it should be, and a ``Count`` for everything it has looked at: a proof that looked
at nothing shows as 0.
"""
