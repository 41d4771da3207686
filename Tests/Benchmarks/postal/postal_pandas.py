#!/usr/bin/env python3
"""The same work in pandas: reads parcels and a statement, reconciles them by the same rules, stores all in SQLite.

It knows the statement's columns, which Sohoa has to find, keeps no raw cells, versions and evidence, notes no remarks,
and holds everything in memory from step to step. Prints the seconds of each step as JSON.
"""
import argparse, json, os, sqlite3, time

import numpy as np
import pandas as pd

import pandas_rules as rules

LINE_COLUMNS = ("ordinal", "number", "accepted", "recipient", "address", "province", "weight", "fee", "collected",
                "status", "delivered", "signer")
STATUSES = {"Phát thành công": "delivered", "Đã chuyển hoàn": "returned", "Đang vận chuyển": "in_transit"}


class Clock:
    def __init__(self):
        self.seconds, self.last = {}, time.monotonic()

    def lap(self, name):
        now = time.monotonic()
        self.seconds[name], self.last = now - self.last, now


def store(table, name, ledger):
    table.to_sql(name, ledger, index=False, chunksize=50_000)


def read_parcels(path):
    parcels = pd.read_csv(path, dtype={"phone": str, "tracking": str, "manifest_id": str},
                          parse_dates=["handed_over", "deadline", "our_delivered_at"])
    parcels["number"] = parcels.tracking.str.replace(r"\s", "", regex=True).str.upper()
    return parcels


def read_lines(path, engine):
    if path.endswith(".csv"):
        lines = pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype=str, header=0, names=LINE_COLUMNS,
                            keep_default_na=False, engine=engine)
    else:
        lines = pd.read_excel(path, header=0, names=LINE_COLUMNS, engine=engine)
    lines["row"] = np.arange(2, len(lines) + 2)
    # The row of sums has no ordinal.
    lines = lines[lines.ordinal.notna() & (lines.ordinal != "")].reset_index(drop=True)
    if path.endswith(".csv"):
        for column in ("weight", "fee", "collected"):
            lines[column] = lines[column].str.replace(".", "", regex=False).astype("int64")
        for column in ("accepted", "delivered"):
            lines[column] = pd.to_datetime(lines[column], format="%d/%m/%Y %H:%M", errors="coerce")
    else:
        for column in ("weight", "fee", "collected"):
            lines[column] = lines[column].astype("int64")
        for column in ("accepted", "delivered"):
            lines[column] = pd.to_datetime(lines[column])
    lines["status"] = lines.status.map(STATUSES).fillna("unknown")
    return rules.with_numbers(lines)


def period(path):
    first, last = os.path.splitext(os.path.basename(path))[0].split("_")[-2:]
    return pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parcels")
    parser.add_argument("statement")
    parser.add_argument("ledger", help="SQLite file to make")
    parser.add_argument("results", help="file to make, a JSON object a line")
    parser.add_argument("--engine", required=True, help="of read_csv or read_excel")
    options = parser.parse_args()

    clock = Clock()
    ledger = sqlite3.connect(options.ledger)
    ledger.execute("PRAGMA journal_mode = WAL")
    parcels = read_parcels(options.parcels)
    store(parcels, "parcels", ledger)
    ledger.commit()
    clock.lap("parcels")
    lines = read_lines(options.statement, options.engine)
    store(lines, "statement_lines", ledger)
    ledger.commit()
    clock.lap("statement")
    outcomes = rules.reconcile(parcels, lines, period(options.statement))
    store(outcomes, "outcomes", ledger)
    ledger.commit()
    clock.lap("reconcile")
    outcomes.to_json(options.results, orient="records", lines=True, force_ascii=False)
    clock.lap("output")
    print(json.dumps(clock.seconds))


if __name__ == "__main__":
    main()
