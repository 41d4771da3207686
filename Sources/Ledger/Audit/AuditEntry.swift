import Basics

/// One act: who did what to which record, and when it was recorded. Never changed or deleted.
public struct AuditEntry: Hashable, Sendable {
    /// From 1, without gaps.
    public var number: Int
    public var recorded: Instant
    public var actor: Actor
    /// In which session and with which roles and scope, as JSON; `nil` where the account says it all.
    public var context: String?
    public var act: String
    /// Identity of the record; never personal data.
    public var subject: String
    /// The facts that the act recorded, as JSON: which rows, how many, and their digest.
    var facts: String
    /// Over the entry before and all of the above.
    public var hash: String

    /// What ``hash`` must be after an entry with that hash.
    func expectedHash(after previous: String) -> String {
        let texts = [
            previous, String(number), String(recorded.milliseconds), actor.kind.rawValue, actor.account, actor.claimed,
            act, subject, facts,
        ]
        // Entries from before there were contexts keep their hashes.
        return AuditHash.hex(of: context.map { texts + [$0] } ?? texts)
    }

    /// What stands before the first entry.
    static let beginning = ""
}

/// Where the chain of acts ends: whoever keeps a copy of it elsewhere can prove later that nothing before was changed.
public struct AuditHead: Hashable, Sendable {
    public var number: Int
    public var hash: String

    public init(number: Int, hash: String) {
        self.number = number
        self.hash = hash
    }
}
