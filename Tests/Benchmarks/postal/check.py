#!/usr/bin/env python3
"""Holds results against the truth, and against each other, by the set of (tracking number, outcome).

  check.py TRUTH RESULTS…     prints for each the pairs that are wrong or missing, and those that the first has not
"""
import json, sys


def pairs(path, ours):
    with open(path) as file:
        for line in file:
            text = line.strip().rstrip(",")
            if text.startswith("{"):
                row = json.loads(text)
                yield ours.get(row["tracking"], row["tracking"]), row["outcome"]


def main():
    truth_path, *paths = sys.argv[1:]
    with open(truth_path) as file:
        lines = json.load(file)["lines"]
    # A number that one side mistyped may be given in either spelling.
    ours = {line["statement_tracking"]: line["tracking"] for line in lines
            if line["statement_tracking"] and line["statement_tracking"] != line["tracking"]}
    truth = {(ours.get(line["tracking"], line["tracking"]), outcome) for line in lines for outcome in line["outcomes"]}
    results = [set(pairs(path, ours)) for path in paths]
    print(json.dumps([{"pairs": len(found), "wrong": len(found - truth), "missing": len(truth - found),
                       "unlike_first": len(found ^ results[0])} for found in results]))


if __name__ == "__main__":
    main()
