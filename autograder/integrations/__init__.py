"""Grade books and the tools of others: nbgrader's files, database and commands."""
