import DocumentModel
import FieldReading

/// A paper's candidates, and which of them are right.
struct Sample {
    var paper: CorpusPaper
    var kind: FieldValue?
    var candidates: [FieldCandidate]
    /// Whether the register was asked.
    var isWithRegister: Bool
    /// How much it counts in training: papers are read with the register and without it.
    /// What is written by hand is often misread, which says little about where values stand.
    var weight: Double { (isWithRegister ? 0.6 : 0.4) * (paper.isFilledByHand ? 0.3 : 1) }

    /// The same without what the rules of known layouts say: on a paper of another layout they are silent, and the rest
    /// of the evidence has to do.
    var withoutLayout: Sample {
        var sample = self
        sample.candidates = candidates.compactMap { $0.withoutLayout }
        return sample
    }

    /// The candidates that the truth judges, with its judgement.
    var judged: [(candidate: FieldCandidate, isRight: Bool)] {
        candidates.compactMap { candidate in
            paper.isRight(candidate.value, candidate.field).map { (candidate, $0) }
        }
    }
}

/// Learns the weights: logistic regression on all candidates of all papers, each paper counting the same for a field,
/// with a prior that draws the shared weights to what common sense says and each field's own weights to the shared ones.
///
/// Newton's method on a convex function: the same samples give the same weights.
struct Trainer {
    /// Precision of the prior of the shared weights and of the fields' own.
    var sharedPrior = 0.3
    var ownPrior = 1.0
    /// How much papers of the first corpus count: the rules of known layouts were written for them.
    var firstCorpusWeight = 0.5

    /// What common sense says about evidence that is rare in the corpora; of the rest it says nothing.
    static let commonSense: [Evidence: Double] = [
        .any: -1, .misread: -3, .broken: -1.5, .code: 4, .label: 1, .labelLeft: 0.5, .labelDoubt: -0.5, .exactLabel: 1,
        .otherLabel: -1, .otherDateLabel: -2, .ownedByHolder: 0.5, .ownedByOther: -2, .ownedByFirst: 1,
        .ownedByLater: -1,
        .sentence: 0, .faxLine: -3, .cited: -1, .repeated: 0.5, .crossChecked: 1, .crossFailed: -1, .register: 2,
        .registerDiffers: -1, .layout: 2, .layoutDiffers: -1, .wellFormed: 0.5, .ambiguous: -1, .kindSilent: -0.5,
        .kindAgrees: 0.5, .place: 0.5,
    ]

    private struct Row {
        var columns: [Int]
        var values: [Double]
        var isRight: Bool
        var weight: Double
    }

    /// Share of the weight that papers without the rules of known layouts have.
    static let layoutless = 0.4

    /// - Parameter start: a model of nearly the same samples, from which Newton's method needs few steps.
    func model(from samples: [Sample], start: FieldModel? = nil) -> FieldModel {
        let names = Evidence.allCases.map(\.rawValue)
        let fields = FieldName.allCases
        let weights = solve(
            rows(of: samples, fields: fields, 1 - Self.layoutless)
                + rows(of: samples.map(\.withoutLayout), fields: fields, Self.layoutless),
            columns: names.count * (fields.count + 1), from: start.map(Self.columns))
        let shared = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, weights[$0]) })
        var own: [String: [String: Double]] = [:]
        for (index, field) in fields.enumerated() where field != .docType {
            own[field.rawValue] = Dictionary(
                uniqueKeysWithValues: names.enumerated().map { ($1, weights[names.count * (index + 1) + $0]) }
                    .filter { abs($0.1) > 1e-9 })
        }
        return FieldModel(
            version: "", shared: shared.filter { abs($0.value) > 1e-9 }, fields: own,
            calibration: .init(scale: 1, lead: 0, offsets: [:]))
    }

    /// A model's weights in the order of the columns.
    private static func columns(of model: FieldModel) -> [Double] {
        let names = Evidence.allCases.map(\.rawValue)
        return names.map { model.shared[$0] ?? 0 }
            + FieldName.allCases.flatMap { field in names.map { model.fields[field.rawValue]?[$0] ?? 0 } }
    }

    private func rows(of samples: [Sample], fields: [FieldName], _ share: Double) -> [Row] {
        let count = Evidence.allCases.count
        return samples.flatMap { sample in
            let judged = sample.judged
            let corpus = share * sample.weight * (sample.paper.corpus == "dev" ? firstCorpusWeight : 1)
            return judged.compactMap { candidate, isRight -> Row? in
                guard let place = fields.firstIndex(of: candidate.field) else { return nil }
                let rivals = judged.count { $0.candidate.field == candidate.field && $0.isRight == isRight }
                var columns: [Int] = []
                var values: [Double] = []
                for (index, value) in candidate.evidence.inOrder.enumerated() where value != 0 {
                    columns += [index, count * (place + 1) + index]
                    values += [value, value]
                }
                // Many wrong candidates of one paper are no more evidence than a few.
                let weight = corpus * (rivals > 3 ? 3 / Double(rivals) : 1)
                return Row(columns: columns, values: values, isRight: isRight, weight: weight)
            }
        }
    }

    private func solve(_ rows: [Row], columns: Int, from start: [Double]?) -> [Double] {
        let shared = Evidence.allCases.count
        let prior = (0..<columns).map { $0 < shared ? sharedPrior : ownPrior }
        let center = (0..<columns).map { $0 < shared ? Self.commonSense[Evidence.allCases[$0]] ?? 0 : 0 }
        var weights = start ?? center
        for _ in 0..<(start == nil ? 10 : 3) {
            var gradient = (0..<columns).map { prior[$0] * (weights[$0] - center[$0]) }
            var hessian = Array(repeating: 0.0, count: columns * columns)
            for index in 0..<columns { hessian[index * columns + index] = prior[index] }
            for row in rows {
                var score = 0.0
                for (column, value) in zip(row.columns, row.values) { score += weights[column] * value }
                let probability = Logistic.probability(score)
                let error = row.weight * (probability - (row.isRight ? 1 : 0))
                let curvature = row.weight * probability * (1 - probability)
                for (column, value) in zip(row.columns, row.values) {
                    gradient[column] += error * value
                    for (other, second) in zip(row.columns, row.values) {
                        hessian[column * columns + other] += curvature * value * second
                    }
                }
            }
            let step = Cholesky.solve(hessian, gradient, count: columns)
            for index in 0..<columns { weights[index] -= step[index] }
            if step.allSatisfy({ abs($0) < 1e-7 }) { break }
        }
        return weights
    }
}

/// Solves systems with a positive definite matrix.
enum Cholesky {
    static func solve(_ matrix: [Double], _ right: [Double], count: Int) -> [Double] {
        var factor = matrix
        factor.withUnsafeMutableBufferPointer { factor in
            for column in 0..<count {
                for row in column..<count {
                    var sum = factor[row * count + column]
                    for index in 0..<column { sum -= factor[row * count + index] * factor[column * count + index] }
                    factor[row * count + column] =
                        row == column ? sum.squareRoot() : sum / factor[column * count + column]
                }
            }
        }
        var result = right
        for row in 0..<count {
            for index in 0..<row { result[row] -= factor[row * count + index] * result[index] }
            result[row] /= factor[row * count + row]
        }
        for row in (0..<count).reversed() {
            for index in row + 1..<count { result[row] -= factor[index * count + row] * result[index] }
            result[row] /= factor[row * count + row]
        }
        return result
    }
}

/// Learns how scores become probabilities, from scores that a model gave to papers that it had not seen.
struct Calibrator {
    /// A best candidate of a paper that the model had not seen.
    struct Outcome {
        var field: FieldName
        var score: Double
        var lead: Double
        var isRight: Bool
        var weight: Double
    }

    /// Precision of the prior that draws the fields' offsets to 0.
    var offsetPrior = 1.5

    func calibration(of outcomes: [Outcome]) -> FieldModel.Calibration {
        let fields = FieldName.allCases
        let count = 3 + fields.count
        // Scale begins at 1, lead and offsets at 0; the third column is common to all fields.
        var weights = [0.8, 0.2, 0.0] + Array(repeating: 0.0, count: fields.count)
        let prior = [1.0, 4.0, 0.05] + Array(repeating: offsetPrior, count: fields.count)
        let center = weights
        for _ in 0..<20 {
            var gradient = (0..<count).map { prior[$0] * (weights[$0] - center[$0]) }
            var hessian = Array(repeating: 0.0, count: count * count)
            for index in 0..<count { hessian[index * count + index] = prior[index] }
            for outcome in outcomes {
                guard let place = fields.firstIndex(of: outcome.field) else { continue }
                let columns = [0, 1, 2, 3 + place]
                let values = [outcome.score, min(outcome.lead, FieldModel.widestLead), 1, 1]
                let score = zip(columns, values).reduce(0) { $0 + weights[$1.0] * $1.1 }
                let probability = Logistic.probability(score)
                let curvature = outcome.weight * probability * (1 - probability)
                for (column, value) in zip(columns, values) {
                    gradient[column] += outcome.weight * (probability - (outcome.isRight ? 1 : 0)) * value
                    for (other, second) in zip(columns, values) {
                        hessian[column * count + other] += curvature * value * second
                    }
                }
            }
            let step = Cholesky.solve(hessian, gradient, count: count)
            for index in 0..<count { weights[index] -= step[index] }
        }
        let offsets = fields.enumerated().map { ($1.rawValue, weights[2] + weights[3 + $0]) }
        return .init(
            scale: weights[0], lead: weights[1],
            offsets: Dictionary(uniqueKeysWithValues: offsets.filter { $0.0 != FieldName.docType.rawValue }))
    }
}
