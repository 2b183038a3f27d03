"""CITATION.cff against its schema (Citation File Format 1.2.0), which the cffconvert wheel ships.

The wheel is not installed, since it asks for an old jsonschema; only its schema is read.
"""

import json
import sys
import zipfile
from pathlib import Path

import jsonschema_rs
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent


def main(folder: Path) -> None:
    (wheel,) = folder.glob("cffconvert-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        schema = json.loads(archive.read("cffconvert/schemas/1.2.0/schema.json"))
    citation = yaml.load((ROOT / "CITATION.cff").read_text("utf-8"), yaml.BaseLoader)
    faults = [error.message for error in jsonschema_rs.iter_errors(schema, citation)]
    if faults:
        sys.exit("\n".join(f"CITATION.cff: {fault}" for fault in faults))
    print("CITATION.cff is valid")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
