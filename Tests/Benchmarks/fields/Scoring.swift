import DocumentModel
import FieldReading
import Foundation

/// What became of the fields of some papers.
struct Tally {
    var inTruth = 0
    var given = 0
    var right = 0
    var sure = 0
    var sureWrong = 0
    /// Given although the paper has no such field.
    var extra = 0

    var found: Double { 100 * Double(right) / Double(max(1, inTruth)) }
    var precision: Double { 100 * Double(right) / Double(max(1, given + extra)) }

    static func + (left: Tally, right: Tally) -> Tally {
        Tally(
            inTruth: left.inTruth + right.inTruth, given: left.given + right.given, right: left.right + right.right,
            sure: left.sure + right.sure, sureWrong: left.sureWrong + right.sureWrong, extra: left.extra + right.extra)
    }

    /// Found and precision in per cent, sure and wrong ones among them.
    var cells: String {
        func rounded(_ value: Double) -> String { String(format: "%.1f", value) }
        return "\(inTruth) | \(rounded(found)) | \(rounded(precision)) | \(extra) | \(sure) | \(sureWrong)"
    }

    static let header =
        "| | n | found % | precision % | of them none there | sure | sure but wrong |\n|---|---|---|---|---|---|---|"
}

/// Fields of papers as they would be given, to be compared with the truth.
struct Scores {
    var byField: [FieldName: Tally] = [:]
    var byTemplate: [String: Tally] = [:]
    var mistakes: [String] = []
    /// Confidence and whether it was right.
    var reliability: [(confidence: Double, isRight: Bool)] = []

    var all: Tally { byField.values.reduce(Tally(), +) }

    mutating func add(_ paper: CorpusPaper, _ fields: DocumentFields) {
        for field in FieldName.allCases where field != .docType {
            var tally = Tally()
            let truth = paper.fields[field.rawValue]
            tally.inTruth = truth == nil ? 0 : 1
            if let value = fields[field], let isRight = paper.isRight(value.value, field) {
                if truth == nil { tally.extra = 1 } else { tally.given = 1 }
                tally.right = isRight ? 1 : 0
                tally.sure = value.isSure ? 1 : 0
                tally.sureWrong = value.isSure && !isRight ? 1 : 0
                reliability.append((value.confidence, isRight))
                if !isRight {
                    mistakes.append(
                        "\(value.isSure ? "SURE " : "")\(paper.template) \(field.rawValue): \(truth ?? "–") ≠ \(value.value) (\(Int(value.confidence)))"
                    )
                }
            } else if let truth {
                mistakes.append("missing \(paper.template) \(field.rawValue): \(truth)")
            }
            byField[field] = (byField[field] ?? Tally()) + tally
            byTemplate[paper.template] = (byTemplate[paper.template] ?? Tally()) + tally
        }
    }

    func table() -> String {
        var lines = [Tally.header, "| all | \(all.cells) |"]
        lines += FieldName.allCases.compactMap { field in byField[field].map { "| \(field.rawValue) | \($0.cells) |" } }
        return lines.joined(separator: "\n")
    }

    func templateTable() -> String {
        let lines = byTemplate.sorted { ($0.value.found, $0.key) < ($1.value.found, $1.key) }
            .map { "| \($0.key) | \($0.value.cells) |" }
        return ([Tally.header] + lines).joined(separator: "\n")
    }

    /// How many of those with about one confidence are right.
    func reliabilityTable() -> String {
        let bounds: [Double] = [0, 65, 75, 85, 90, 95, 97, 98, 99, 100.001]
        let lines = zip(bounds, bounds.dropFirst()).map { low, high in
            let those = reliability.filter { $0.confidence >= low && $0.confidence < high }
            let right = those.count(where: \.isRight)
            let share = those.isEmpty ? "–" : String(format: "%.1f", 100 * Double(right) / Double(those.count))
            return "| \(Int(low))–\(Int(high)) | \(those.count) | \(share) |"
        }
        return (["| confidence | n | right % |", "|---|---|---|"] + lines).joined(separator: "\n")
    }
}
