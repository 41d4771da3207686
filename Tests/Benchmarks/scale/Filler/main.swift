import DigitizationPipeline
import Foundation
import Office
import PostalPipeline

// Fills a data home with as many cases as are asked for, each with a scanned page, a parcel and a line of a statement,
// through the verbs of the ledger: `ScaleFiller HOME CASES [SEED]`. The same count and seed give the same content.

guard CommandLine.arguments.count >= 3, let count = Int(CommandLine.arguments[2]), count >= 1_000 else {
    FileHandle.standardError.write(Data("ScaleFiller HOME CASES [SEED]; at least 1000 cases\n".utf8))
    exit(2)
}
let seed = CommandLine.arguments.count > 3 ? UInt64(CommandLine.arguments[3]) ?? 1 : 1
let desk = try PostalService(office: OpenHome(home: DataHome(path: CommandLine.arguments[1])))
try await Filling(desk: desk, people: People(count: count, seed: seed)).run()
try desk.office.ledger.close()
