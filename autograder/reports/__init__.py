"""What people read: a page for each student, a report and tables for the teacher.

Everything a student wrote is escaped or cleaned on its way out.
"""
