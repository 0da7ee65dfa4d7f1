"""Extracts from botocore's service models what the JavaScript SDK's schemas leave out.

On standard input {signing name: [operations]}; on standard output, for each service, what its members may hold (enums,
lengths, ranges, patterns, whole numbers), by structure and member, and which errors each operation declares.
"""

import json
import sys

import botocore
from botocore.session import Session

# Where botocore calls a service otherwise than SigV4 does.
NAMES = {"monitoring": "cloudwatch", "servicequotas": "service-quotas"}


def service_of(signing_name, operations):
    loader = Session().get_component("data_loader")
    model = loader.load_service_model(NAMES.get(signing_name, signing_name), "service-2")
    shapes = model["shapes"]
    structures = {}

    def rule(name):
        shape = shapes[name]
        kind = shape["type"]
        if kind == "structure":
            visit(name)
            return {}
        found = {key: shape[key] for key in ("enum", "pattern") if key in shape}
        bounds = {key: shape[key] for key in ("min", "max") if key in shape}
        if kind in ("integer", "long"):
            found["whole"] = True
        # Without a size in sight a bound of Java's long says nothing.
        found.update({key: n for key, n in bounds.items() if abs(n) < 2**53})
        parts = {"list": [("member", "of")], "map": [("key", "key"), ("value", "of")]}
        for part, called in parts.get(kind, []):
            inner = rule(shape[part]["shape"])
            if inner:
                found[called] = inner
        return found

    def visit(name):
        if name in structures:
            return
        members = structures[name] = {}
        for member, ref in shapes[name].get("members", {}).items():
            found = rule(ref["shape"])
            if found:
                members[member] = found

    errors = {}
    for name in operations:
        operation = model["operations"][name]
        for side in ("input", "output"):
            if side in operation:
                visit(operation[side]["shape"])
        declared = [error["shape"] for error in operation.get("errors", [])]
        errors[name] = sorted(shapes[e].get("error", {}).get("code", e) for e in declared)
    return {
        "errors": errors,
        "structures": {name: members for name, members in sorted(structures.items()) if members},
    }


if __name__ == "__main__":
    served = json.load(sys.stdin)
    services = {name: service_of(name, sorted(ops)) for name, ops in sorted(served.items())}
    json.dump({"botocore": botocore.__version__, "services": services}, sys.stdout, sort_keys=True)
