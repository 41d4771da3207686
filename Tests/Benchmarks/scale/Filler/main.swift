import DigitizationPipeline
import Foundation
import Office
import PostalPipeline

// Fills a data home with as many cases as are asked for, each with a scanned page, a parcel and a line of a statement,
// through the verbs of the ledger: `ScaleFiller HOME CASES [SEED]`. The same count and seed give the same content.
// `ScaleFiller search HOME CASES [SEED]` searches in one that was filled so, and prints how long answers take.

var words = CommandLine.arguments.dropFirst()
let isSearching = words.first == "search"
if isSearching { words.removeFirst() }
let given = Array(words)
guard given.count >= 2, let count = Int(given[1]), count >= 1_000 else {
    FileHandle.standardError.write(Data("ScaleFiller [search] HOME CASES [SEED]; at least 1000 cases\n".utf8))
    exit(2)
}
let people = People(count: count, seed: given.count > 2 ? UInt64(given[2]) ?? 1 : 1)
let desk = try PostalService(office: OpenHome(home: DataHome(path: given[0])))
if isSearching {
    try await Searching(ledger: desk.office.ledger, people: people).run()
} else {
    try await Filling(desk: desk, people: people).run()
}
try desk.office.ledger.close()
