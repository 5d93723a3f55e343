"""What a person at a terminal sees: cards, tables and bars in colour.

Where output goes to a file or a pipe, or NO_COLOR is set, nothing here is used: commands
print the plain lines that they always printed.
"""
