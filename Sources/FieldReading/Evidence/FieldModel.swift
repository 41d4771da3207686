import DocumentModel
import Yams

/// How much each piece of evidence counts, learned on the development corpora; kept in `Data/weights.yaml`.
///
/// A candidate's score is the sum of its evidence times the weights, those that all fields share and those of its own
/// field. The best candidate's score, and how far the next other value is behind, tell how likely it is right.
public struct FieldModel: Sendable, Hashable, Codable {
    /// How a best score becomes a probability: `logistic(scale × score + lead × lead over the next + offset of the field)`.
    public struct Calibration: Sendable, Hashable, Codable {
        public var scale: Double
        public var lead: Double
        /// By field.
        public var offsets: [String: Double]

        public init(scale: Double, lead: Double, offsets: [String: Double]) {
            self.scale = scale
            self.lead = lead
            self.offsets = offsets
        }
    }

    /// On what and when it was learned.
    public var version: String
    /// By name of evidence, for all fields.
    public var shared: [String: Double]
    /// By field, then by name of evidence: what is added to the shared weights.
    public var fields: [String: [String: Double]]
    public var calibration: Calibration

    public init(
        version: String, shared: [String: Double], fields: [String: [String: Double]], calibration: Calibration
    ) {
        self.version = version
        self.shared = shared
        self.fields = fields
        self.calibration = calibration
    }

    /// The weights that the program has.
    public static let standard: FieldModel = {
        do {
            return try YAMLDecoder().decode(
                FieldModel.self, from: String(decoding: PackageResources.weights_yaml, as: UTF8.self))
        } catch {
            // The file is compiled into the program, and every test of fields reads it: this ends a build, not a batch.
            fatalError("the built-in weights are broken: \(error)")
        }
    }()

    /// Leads beyond this say nothing more.
    public static let widestLead = 6.0

    /// The candidate's score: the logit of its being right, taken by itself.
    public func score(_ candidate: FieldCandidate) -> Double {
        let own = fields[candidate.field.rawValue] ?? [:]
        return zip(Evidence.allCases, candidate.evidence.inOrder).reduce(0) { sum, pair in
            guard pair.1 != 0 else { return sum }
            let name = pair.0.rawValue
            return sum + pair.1 * ((shared[name] ?? 0) + (own[name] ?? 0))
        }
    }

    /// How likely a best candidate is right, 0 to 1.
    public func probability(score: Double, lead: Double, field: FieldName) -> Double {
        let offset = calibration.offsets[field.rawValue] ?? 0
        return Logistic.probability(calibration.scale * score + calibration.lead * min(lead, Self.widestLead) + offset)
    }
}
