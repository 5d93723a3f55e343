"""Exports of Canvas and Moodle, byte for byte as these write them."""

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Notes,Essay (77),"
    "01_linear_regression (4711),Current Score\r\n"
    ",,,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,,10,24.00,(read only)\r\n"
    '"Lovelace, ""Ada""",  101,s01,ada@uni.edu,Group A,x,9,,80.1\r\n'
    '"=B, Bob",102,=s02,"bob",Group A,x,,17,\r\n'
    '"Nobody, Nina",103,,nina,Group B,,,,\r\n'
    '"Student, Test",104,,,Group B,,,,'
)
MOODLE = (
    "First name,Last name,ID number,Institution,Department,Email address,"
    "Assignment: 01_linear_regression (Real),Course total (Real),Last downloaded from this course\n"
    "Ada,Lovelace,,,,ada@uni.edu,-,-,1769900000\n"
    '"Bob ""B""",Builder,4711,,,bob@elsewhere.org,-,-,1769900000\n'
    "Nina,Nobody,,,,nina@uni.edu,-,-,1769900000\n"
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
    "Participant 11,Ada Lovelace,ada@uni.edu,Submitted,,24.00\n"
    "Participant 12,Ada Lovelace,lovelace@uni.edu,Submitted,,24.00\n"
    "Participant 13,Bob Builder,bob@uni.edu,Submitted,,24.00\n"
)
