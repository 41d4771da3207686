import Basics
import Yams

/// Which moves a case may make, as dated data with a source for each.
public struct LifeRules: Hashable, Sendable {
    /// What needs the head's approval.
    public enum ApprovalKind: String, Hashable, Sendable, Codable, CaseIterable {
        case `return`
        case refusal
        case secondSupplement = "second_supplement"
    }

    /// One move between two states.
    public struct Arc: Hashable, Sendable, Codable {
        /// How well the rule is known.
        public enum Certainty: String, Hashable, Sendable, Codable {
            case wording = "P"
            case secondary = "S"
            case memory = "M"
        }

        /// 0 for a case of which nothing is known.
        public var from: Int
        public var to: CaseState
        /// The paper that belongs to the move.
        public var paper: String?
        public var approval: ApprovalKind?
        /// Only before, or only after, the case was received; `nil` for both.
        public var beforeReceipt: Bool?
        public var since: CalendarDay
        /// The last day on which it is in force.
        public var through: CalendarDay?
        public var source: String
        public var certainty: Certainty

        private enum CodingKeys: String, CodingKey {
            case from, to, paper, approval, since, through, source, certainty
            case beforeReceipt = "before_receipt"
        }
    }

    public let version: String
    public let arcs: [Arc]

    /// The rules that ship with the program.
    public static func shipped() throws -> LifeRules {
        try LifeRules(yaml: String(decoding: PackageResources.life_yaml, as: UTF8.self))
    }

    /// Reads a file of rules.
    /// - Throws: the decoder's error where the file is malformed.
    public init(yaml: String) throws {
        let file = try YAMLDecoder().decode(File.self, from: yaml)
        (version, arcs) = (file.version, file.arcs)
    }

    /// The move between two states that is in force on a day.
    /// - Parameter isReceived: whether the case was received before.
    public func arc(from: CaseState?, to: CaseState, on day: CalendarDay, isReceived: Bool) -> Arc? {
        arcs.first { arc in
            arc.from == from?.rawValue ?? 0 && arc.to == to && arc.since <= day
                && arc.through.map { day <= $0 } ?? true && arc.beforeReceipt.map { $0 != isReceived } ?? true
        }
    }

    private struct File: Decodable {
        var version: String
        var arcs: [Arc]
    }
}
