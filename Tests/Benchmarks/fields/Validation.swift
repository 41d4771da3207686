import DocumentModel
import FieldReading
import Foundation

/// Judges the model plainly and on kinds of papers that it has not seen.
enum Validation {
    /// A paper's fields.
    struct Result {
        var paper: CorpusPaper
        var isWithRegister: Bool
        var fields: DocumentFields
    }

    /// Results of papers, and the outcomes from which the calibration is learned.
    struct Unseen {
        var results: [Result]
        var outcomes: [Calibrator.Outcome]
    }

    static func samples(
        of papers: [CorpusPaper], vocabulary: FieldVocabulary = .standard
    ) throws -> [Sample] {
        papers.flatMap { paper in
            [true, false].map { isWithRegister in
                let found = FieldReader.candidates(
                    pages: paper.pages, register: isWithRegister ? paper.registeredCase : nil, vocabulary: vocabulary)
                return Sample(
                    paper: paper, kind: found.kind, candidates: found.candidates, isWithRegister: isWithRegister)
            }
        }
    }

    /// Judged by the papers from which the model was learned.
    static func plain(_ samples: [Sample]) -> (model: FieldModel, results: [Result]) {
        var model = Trainer().model(from: samples)
        model.calibration = Calibrator().calibration(of: samples.flatMap { outcomes(of: $0, model) })
        return (model, samples.map { result(of: $0, model) })
    }

    /// What a model that is to judge a kind of paper has not seen.
    enum Omission {
        /// The kind's papers, and words that were written for it.
        case kind
        /// All words, too, that of all kinds only this one has: as if nobody had known its forms.
        case kindAndItsWords
        /// The kind's papers, words that were written for it, and the rules of known layouts for all.
        case kindAndLayouts
    }

    /// Each kind of paper read with weights, calibration and words that were made without it.
    ///
    /// - Parameter whole: the model of all papers.
    static func leavingOneOut(
        _ samples: [Sample], whole: FieldModel, _ omission: Omission = .kind
    ) throws -> Unseen {
        let samples = omission == .kindAndLayouts ? samples.map(\.withoutLayout) : samples
        let templates = Set(samples.map(\.paper.template)).sorted()
        let own = omission == .kindAndItsWords ? ownWords(of: samples.map(\.paper)) : [:]
        // What a model without the kind makes of it; from these the calibration is learned.
        var scored: [String: [(Sample, FieldModel, [Calibrator.Outcome])]] = [:]
        for template in templates {
            let model = Trainer().model(from: samples.filter { $0.paper.template != template }, start: whole)
            let words = try FieldVocabulary.standard.withoutWords(addedFor: template).without(own[template] ?? [])
            let papers = samples.filter { $0.paper.template == template && $0.isWithRegister }.map(\.paper)
            let read = try self.samples(of: papers, vocabulary: words)
            scored[template] = read.map { omission == .kindAndLayouts ? $0.withoutLayout : $0 }.map {
                ($0, model, outcomes(of: $0, model))
            }
        }
        var results: [Result] = []
        for template in templates {
            let others = templates.filter { $0 != template }.flatMap { scored[$0] ?? [] }.flatMap(\.2)
            let calibration = Calibrator().calibration(of: others)
            for (sample, model, _) in scored[template] ?? [] {
                var model = model
                model.calibration = calibration
                results.append(result(of: sample, model))
            }
        }
        return Unseen(results: results, outcomes: templates.flatMap { scored[$0] ?? [] }.flatMap(\.2))
    }

    /// For each kind the words that no other kind has.
    private static func ownWords(of papers: [CorpusPaper]) -> [String: Set<String>] {
        var words: [String: Set<String>] = [:]
        for paper in papers {
            for page in paper.pages {
                words[paper.template, default: []].formUnion(FieldVocabulary.standard.words(on: page.text))
            }
        }
        return words.mapValues { $0 }.reduce(into: [:]) { result, entry in
            let others = words.filter { $0.key != entry.key }.values
            result[entry.key] = entry.value.filter { word in !others.contains { $0.contains(word) } }
        }
    }

    /// Prints the best candidates of each field of a kind with their evidence, as a model without that kind scores them.
    static func explain(_ samples: [Sample], _ template: String) {
        let model = Trainer().model(from: samples.filter { $0.paper.template != template })
        let samples = samples.filter { $0.paper.template == template }
        for sample in samples where sample.isWithRegister {
            print("### \(sample.paper.template) \(sample.kind?.value ?? "no kind")\n")
            for field in FieldName.allCases where field != .docType {
                let rivals = sample.candidates.filter { $0.field == field }.map { ($0, model.score($0)) }
                guard !rivals.isEmpty || sample.paper.fields[field.rawValue] != nil else { continue }
                print("\(field.rawValue): \(sample.paper.fields[field.rawValue] ?? "–")")
                for (candidate, score) in rivals.sorted(by: { $0.1 > $1.1 }).prefix(4) {
                    let evidence = zip(Evidence.allCases, candidate.evidence.inOrder).dropFirst().filter { $0.1 != 0 }
                        .map { "\($0.0.rawValue) \(String(format: "%.2f", $0.1))" }.joined(separator: ", ")
                    print("   \(String(format: "%.2f", score)) \(candidate.value) [\(evidence)]")
                }
            }
            print("")
        }
    }

    private static func outcomes(of sample: Sample, _ model: FieldModel) -> [Calibrator.Outcome] {
        FieldReader.ranked(sample.candidates, model: model).compactMap { ranked in
            sample.paper.isRight(ranked.best.value, ranked.best.field).map {
                Calibrator.Outcome(
                    field: ranked.best.field, score: ranked.score, lead: ranked.lead, isRight: $0,
                    weight: sample.weight * (sample.paper.corpus == "dev" ? 0.5 : 1))
            }
        }
    }

    private static func result(of sample: Sample, _ model: FieldModel) -> Result {
        Result(
            paper: sample.paper, isWithRegister: sample.isWithRegister,
            fields: FieldReader.fields(kind: sample.kind, candidates: sample.candidates, model: model))
    }
}

extension FieldModel {
    /// Writes the weights with the calibration learned from kinds that were not seen.
    func write(to path: String, unseen: Validation.Unseen) throws {
        var model = self
        model.calibration = Calibrator().calibration(of: unseen.outcomes)
        let lines = [
            "# How much each piece of evidence counts (Evidence.swift says what each is). Learned by Tests/Benchmarks/fields,",
            "# not written by hand: logistic regression on all candidates of the development corpora; the score of a candidate is",
            "# the sum of its evidence times the shared weight and its field's own. `calibration` was learned from kinds of papers",
            "# that the weights had not seen.", "version: \"\(model.version.isEmpty ? Self.today : model.version)\"",
        ]
        let text =
            (lines + ["shared:"] + Self.lines(model.shared, indent: 2) + ["fields:"]
            + model.fields.sorted { $0.key < $1.key }.flatMap { ["  \($0.key):"] + Self.lines($0.value, indent: 4) }
            + [
                "calibration:", "  scale: \(Self.rounded(model.calibration.scale))",
                "  lead: \(Self.rounded(model.calibration.lead))", "  offsets:",
            ]
            + Self.lines(model.calibration.offsets, indent: 4)).joined(separator: "\n") + "\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static var today: String { Date.now.formatted(.iso8601.year().month().day()) }

    private static func lines(_ weights: [String: Double], indent: Int) -> [String] {
        weights.filter { abs($0.value) >= 0.0005 }.sorted { $0.key < $1.key }
            .map { String(repeating: " ", count: indent) + "\($0.key): \(rounded($0.value))" }
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.3f", value) }
}
