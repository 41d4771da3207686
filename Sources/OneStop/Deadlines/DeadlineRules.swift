import Yams

/// What deadlines go by, as a file gives it.
public struct DeadlineRules: Hashable, Sendable, Codable {
    public var version: String
    /// Minute of the day at +07:00 after which what came in is passed on the next working day.
    public var transferCutOffMinute: Int
    /// Minute of the day at +07:00 at which a last day ends.
    public var closingMinute: Int
    /// Whether the time in which tax or fees are paid is left out of the term.
    public var financialDutyPauses: Bool
    /// Working days before the last day by which the apology must be there.
    public var apologyWorkingDaysBefore: Int
    /// Rules for which no text was found.
    public var doubtful: [String]

    /// The rules that ship with the program.
    public static func shipped() throws -> DeadlineRules {
        try DeadlineRules(yaml: String(decoding: PackageResources.deadlines_yaml, as: UTF8.self))
    }

    /// Reads a file of rules.
    /// - Throws: the decoder's error where the file is malformed.
    public init(yaml: String) throws { self = try YAMLDecoder().decode(DeadlineRules.self, from: yaml) }

    private enum CodingKeys: String, CodingKey {
        case version, doubtful
        case transferCutOffMinute = "transfer_cut_off_minute"
        case closingMinute = "closing_minute"
        case financialDutyPauses = "financial_duty_pauses"
        case apologyWorkingDaysBefore = "apology_working_days_before"
    }
}
