#!/usr/bin/env python3
"""Writes a CycloneDX file with what depends on the machine and the moment replaced.

sbom.py FROM TO VERSION: the time is SOURCE_DATE_EPOCH, the serial number follows from the content,
and the folder of the repository is /keyplane.
"""

import datetime
import json
import os
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(source: str, target: str, version: str):
    text = Path(source).read_text().replace(str(ROOT), "/keyplane")
    bom = json.loads(text)
    seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    time = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    bom["metadata"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ")
    bom["metadata"]["component"]["version"] = version
    bom.pop("serialNumber", None)
    content = json.dumps(bom, indent=1, sort_keys=True)
    bom["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}"
    Path(target).write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
