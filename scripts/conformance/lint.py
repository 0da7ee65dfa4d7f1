"""Lints many templates in few processes: paths on standard input, a JSON line for each on standard output.

Every rule is on, for every Region that cfn-lint knows, also where a template silences it; that is told beside.
"""

import json
import os
import sys
from multiprocessing import Pool

from cfnlint.config import ConfigMixIn
from cfnlint.decode import cfn_json, decode
from cfnlint.helpers import REGIONS
from cfnlint.runner import Runner
from cfnlint.template.template import Template

runner = None


def begin():
    global runner
    kinds = ["E", "W", "I"]
    config = ConfigMixIn([], regions=REGIONS, include_checks=kinds, mandatory_checks=kinds)
    runner = Runner(config)


def lint(path):
    template, faults = read(path)
    if faults:
        return {"path": path, "findings": [finding(fault, {}) for fault in faults]}
    directives = Template(path, template).get_directives()
    found = [finding(match, directives) for match in runner.validate_template(template)]
    return {"path": path, "findings": found}


def read(path):
    """JSON is read as JSON: cfn-lint tries YAML first, which has no pairs of escapes for one character (RFC 8259, 7)."""
    if path.endswith(".json"):
        return cfn_json.load(path), []
    return decode(path)


def finding(match, directives):
    at = [str(step) for step in getattr(match, "path", None) or []]
    silenced = at[:1] == ["Resources"] and at[1:2] and at[1] in directives.get(match.rule.id, [])
    return {
        "rule": match.rule.id,
        "message": match.message,
        "at": "/".join(at),
        "silenced": bool(silenced),
    }


if __name__ == "__main__":
    paths = sys.stdin.read().splitlines()
    with Pool(os.cpu_count(), begin) as pool:
        for answer in pool.imap(lint, paths, chunksize=8):
            print(json.dumps(answer), flush=True)
