import Foundation
import Office

/// The postal channel of a data home: takes our parcels and the post's statements, reconciles them, and prepares what is
/// handed over.
public struct PostalService: Sendable {
    public let office: OpenHome
    public let rules: PostalRules
    let work = BlockingWork(label: "sohoa.postal")

    /// Opens the channel of a data home with the rules that are in force there. Blocks.
    /// - Throws: ``PostalRulesFault``.
    public init(office: OpenHome) throws {
        self.office = office
        rules = try PostalRules.load(folder: office.home.rules + "/postal")
    }
}
