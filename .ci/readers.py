"""Reads each report of a folder with a reader that is not ours."""

import collections
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

import icalendar
import jsonschema
import junitparser

folder = pathlib.Path(sys.argv[1])

def main():
    report = json.loads((folder / "out.json").read_text())
    count = len(report["diagnostics"])
    assert count > 5, "the fixtures hold mistakes"
    sarif = json.loads((folder / "out.sarif").read_text())
    assert len(sarif["runs"][0]["results"]) == count
    jsonschema.validate(sarif, json.loads((folder / "sarif.schema.json").read_text()))
    assert len(json.loads((folder / "gitlab.json").read_text())) == count
    assert len(json.loads((folder / "rd.json").read_text())["diagnostics"]) == count
    assert len((folder / "out.jsonl").read_text().splitlines()) == count

    suites = junitparser.JUnitXml.fromfile(str(folder / "junit.xml"))
    severities = collections.Counter(it["severity"] for it in report["diagnostics"])
    assert suites.failures == severities["error"] + severities["warning"], "JUnit counts failures"
    errors = ElementTree.parse(folder / "checkstyle.xml").getroot().iter("error")
    assert sum(1 for _ in errors) == count

    calendar = icalendar.Calendar.from_ical((folder / "out.ics").read_bytes())
    events = [part for part in calendar.walk("VEVENT")]
    assert len(events) >= 8, "the programme stands in the calendar"
    assert all(event.decoded("DTSTART") for event in events)
    print(f"read back: {count} findings in seven reports, {len(events)} events")


main()
