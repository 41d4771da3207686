import DocumentModel
import Dossiers

/// What people have to see.
public struct ReviewPolicyView: View, Sendable {
    /// Of the documents in which all is sure, how many are drawn for a look, 0 to 1.
    var sampleShare: Double
    /// Every field with when it is checked: always, if_unsure or never.
    var fields: [String: String]

    public init(_ policy: ReviewPolicy) {
        sampleShare = policy.sampleShare
        fields = Dictionary(
            FieldName.allCases.map { ($0.rawValue, (policy.fields[$0] ?? .ifUnsure).rawValue) }
        ) { first, _ in first }
    }

    public var text: TextPage {
        var page = TextPage("Tỷ lệ rút mẫu ngẫu nhiên: \(sampleShare)")
        page.table(FieldName.allCases.map { [$0.rawValue, $0.vietnamese, fields[$0.rawValue] ?? ""] })
        return page
    }
}
