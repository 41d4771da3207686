/// What an account is used for; one account may have several.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Hands batches in and sees what became of them.
    case station
    /// Decides what the machine was not sure of.
    case reviewer
    /// Finds papers that were digitized once, for other cases.
    case reuse
    /// Works the postal channel.
    case liaison
    /// Approves what others propose, closes periods.
    case supervisor
    /// Runs the machine: stations, jobs, backups. Sees no papers by that.
    case administrator
    /// Reads the record of acts.
    case auditor
}
