"""From the course's source to notebooks, keys and proofs. Runs on the teacher's side only."""
