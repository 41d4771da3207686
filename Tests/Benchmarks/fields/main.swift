import FieldReading
import Foundation

// Reads the fields of papers whose pages were recognized before, learns the weights from them and judges both; see `run`.
//   field-benchmark READINGS.json… [--weights OUT.yaml] [--details] [--explain KIND] [--speed]

let arguments = Array(CommandLine.arguments.dropFirst())
func value(of option: String) -> String? {
    arguments.firstIndex(of: option).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
}
let (output, explained) = (value(of: "--weights"), value(of: "--explain"))
let papers = try Corpus.read(arguments.filter { !$0.hasPrefix("--") && $0 != output && $0 != explained })

_ = FieldVocabulary.standard
let pages = papers.reduce(0) { $0 + $1.pages.count }
let start = clock()
for paper in papers { _ = FieldReader.read(pages: paper.pages, register: paper.registeredCase) }
let milliseconds = 1_000 * Double(clock() - start) / Double(CLOCKS_PER_SEC) / Double(pages)
print("\(papers.count) papers, \(pages) pages, \(Set(papers.map(\.template)).count) kinds;")
print("read in \(String(format: "%.2f", milliseconds)) CPU ms a page\n")
if arguments.contains("--speed") { exit(0) }

let samples = try Validation.samples(of: papers)
let plain = Validation.plain(samples)
let unseen = try Validation.leavingOneOut(samples, whole: plain.model)
if let explained {
    Validation.explain(samples, explained)
    exit(0)
}
if let output { try plain.model.write(to: output, unseen: unseen) }
let wordless = try Validation.leavingOneOut(samples, whole: plain.model, .kindAndItsWords)
let layoutless = try Validation.leavingOneOut(samples, whole: plain.model, .kindAndLayouts)

/// One way to read a corpus, to be judged.
struct Report {
    var title: String
    var results: [Validation.Result]
    var isFilledByHand = false
    var isWithRegister = true

    func scores(of corpus: String) -> Scores {
        var scores = Scores()
        for result in results where result.isWithRegister == isWithRegister {
            let paper = result.paper
            guard paper.corpus == corpus, paper.isAttached, paper.isFilledByHand == isFilledByHand else { continue }
            scores.add(paper, result.fields)
        }
        return scores
    }
}

let builtIn = papers.map { paper in
    Validation.Result(
        paper: paper, isWithRegister: true, fields: FieldReader.read(pages: paper.pages, register: paper.registeredCase)
    )
}
let main = Report(title: "each kind unseen (leave-one-template-out)", results: unseen.results)
let reports = [
    Report(title: "plain: built-in weights", results: builtIn),
    Report(title: "plain: weights learned with them", results: plain.results),
    main,
    Report(title: "unseen, without the case register", results: unseen.results, isWithRegister: false),
    Report(title: "unseen, and none of the words that only this kind has", results: wordless.results),
    Report(title: "unseen, without the rules of known layouts", results: layoutless.results),
    Report(title: "unseen, papers filled by hand", results: unseen.results, isFilledByHand: true),
]
for corpus in Set(papers.compactMap(\.corpus)).sorted() {
    print("## \(corpus)\n\n\(Tally.header)")
    for report in reports { print("| \(report.title) | \(report.scores(of: corpus).all.cells) |") }
    let scores = main.scores(of: corpus)
    print("\n### \(corpus): \(main.title)\n\n\(scores.table())\n\n\(scores.reliabilityTable())\n")
    guard arguments.contains("--details") else { continue }
    print(scores.templateTable(), "\n")
    for mistake in scores.mistakes.sorted() { print("- \(mistake)") }
    print("\nWithout the words that only the kind has:\n")
    for mistake in reports[4].scores(of: corpus).mistakes.sorted() { print("- \(mistake)") }
    print("")
}
