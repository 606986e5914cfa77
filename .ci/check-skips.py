"""Fails when a test was skipped that .ci/allowed-skips does not list, or when no test ran at all.

A line of .ci/allowed-skips is "CLASS#METHOD  JDK  REASON"; it holds for that JDK only, whose version
is the argument.
"""

import glob
import re
import sys
import xml.etree.ElementTree as ElementTree

allowed = {}
with open(".ci/allowed-skips", encoding="utf-8") as lines:
    for line in lines:
        entry = line.strip()
        if entry and not entry.startswith("//"):
            name, version, reason = (entry.split(None, 2) + ["", ""])[:3]
            if not version.isdigit() or not reason:
                sys.exit(f".ci/allowed-skips: {name} needs a JDK and a reason")
            if version == sys.argv[1]:
                allowed[name] = reason

ran = 0
refused = []
for report in glob.glob("**/target/surefire-reports/TEST-*.xml", recursive=True):
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        ran += 1
        skipped = case.find("skipped")
        if skipped is not None:
            method = re.split(r"[({\[]", case.get("name"))[0]
            name = f"{case.get('classname')}#{method}"
            if name not in allowed:
                reason = skipped.get("message") or (skipped.text or "no reason").splitlines()[0]
                refused.append(f"{name}: {reason}")
            else:
                print(f"skipped as allowed: {name}: {allowed[name]}")

if not ran:
    sys.exit("no test ran")
if refused:
    sys.exit("skipped tests that .ci/allowed-skips does not list:\n  " + "\n  ".join(refused))
print(f"{ran} tests ran, none skipped that should not be")
