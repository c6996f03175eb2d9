"""Rows of a sheet of two cells or few, for which a reader would keep room for billions."""

FAR = {
    "as it is usually written": b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>',
    "in small letters": b'<row r="1"><c r="a1"/></row><row r="1048576"><c r="xfd1048576"/></row>',
    "with other quotes": b"<row r='1'><c r='A1'/></row><row r='1048576'><c r='XFD1048576'/></row>",
    "with room about the sign": b'<row r = "1"><c r = "A1"/></row><row r = "1048576"><c r = "XFD1048576"/></row>',
    "with names of spaces": b'<x:row r="1"><x:c r="A1"/></x:row><x:row r="1048576"><x:c r="XFD1048576"/></x:row>',
    "without saying where, under another name": (
        b'<a-b:row r="1">' + b"<a-b:c><a-b:v>1</a-b:v></a-b:c>" * 16_384 + b'</a-b:row><a-b:row r="1048576"/>'
    ),
    "without saying where": b'<row r="1">' + b"<c><v>1</v></c>" * 16_384 + b'</row><row r="1048576"><c/></row>',
    "with a number of many digits": b'<row r="' + b"9" * 5000 + b'"><c r="XFD1"/></row>',
    "far to the right in many rows": b'<row r="1"><c r="XFD1"/></row><row r="90000"><c r="A90000"/></row>',
}
