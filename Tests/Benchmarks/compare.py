#!/usr/bin/env python3
"""Digitizes the batches of a set with Sohoa and its peers and prints all sides of one run, in Markdown.

A set is a folder with batches/, cases.json and truth/<batch>.json or truth/<batch>/truth.json (the form of
Samples/truth). All programs get the same pages, separators and blanks included; files that cannot be read are left
out for the others, which would refuse the whole.
"""
import argparse, os, statistics, tempfile

import accuracy, pages, programs, report, scaling

COLUMNS = ("set", "batch", "document")
NAMES = {"set": "OCRmyPDF, one file", "batch": "OCRmyPDF, a file a batch", "document": "OCRmyPDF, a file a document"}


def arguments():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser()
    parser.add_argument("set", nargs="?", default=os.path.join(root, "Samples"))
    parser.add_argument("--sohoa", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=1000, help="pages of the large batch; 0 for none")
    parser.add_argument("--only-sohoa", action="store_true", help="leave the peers out")
    return parser.parse_args()


def contenders(options, sohoa, sources, pictures, work):
    """What is measured in each round, by name."""
    whole, numbered = pages.one_pdf(sources, work)
    runs = {"Sohoa": lambda: sohoa.run(options.set, numbered)}
    if options.only_sohoa:
        return runs
    runs["tesseract, two at a time"] = lambda: programs.tesseract(pictures, work)
    for unit in COLUMNS:
        files = pages.cut(whole, numbered, unit, work)
        runs[NAMES[unit]] = lambda files=files: programs.ocrmypdf(files, numbered)
    files = pages.cut(whole, numbered, "set", work)
    runs["OCRmyPDF --deskew --clean, one file"] = lambda: programs.ocrmypdf(files, numbered, "--deskew", "--clean")
    return runs


def main():
    options = arguments()
    truth = pages.load_truth(options.set)
    with tempfile.TemporaryDirectory() as work:
        sources = list(pages.files(options.set, truth))
        pictures = pages.pictures(sources, work)
        sohoa = programs.Sohoa(options.sohoa, work)
        runs = contenders(options, sohoa, sources, pictures, work)
        rounds = {name: [] for name in runs}
        alone = []
        for _ in range(options.rounds):  # in turn, so that a machine that changes its speed changes all
            for name, run in runs.items():
                rounds[name].append(run())
            alone.append(sohoa.run(options.set, pictures, cores=1))
        print(f"{len(pictures)} pages, two cores, medians of {options.rounds}:\n")
        report.comparison(truth, rounds)
        profiled = sohoa.run(options.set, pictures, with_steps=True)
        report.profile(sohoa.steps, profiled)
        report.reliability(accuracy.reliability(truth, sohoa.words()))
        report.reliability(accuracy.field_reliability(truth, sohoa.fields()), "fields")
        middling = [middle(alone), middle(rounds["Sohoa"])]
        sizes = [(20, 2), (options.large, 1), (options.large, 2)] if options.large else []
        report.scaling(middling, [scaling.Rate(sohoa, pictures, work, *size) for size in sizes])


def middle(runs):
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


if __name__ == "__main__":
    main()
