import Basics
import Ledger
import PostalChannel
import UseCases

/// Which differences a page of the desk lists, as its address says. The same words stand in the address of each of them, so
/// that one goes on from one to the next.
struct DifferenceList: Sendable {
    /// The names that addresses use, in this order.
    static let names = ["state", "code", "mine", "from", "to", "least", "statement"]

    private let fields: FormFields
    let filter: DiscrepancyFilter

    /// - Parameters:
    ///   - fields: of an address; what has no meaning there does not limit the list.
    ///   - owner: whose differences are meant by "mine".
    init(_ fields: FormFields, owner: String) {
        self.fields = fields
        let days = Self.days(fields)
        filter = DiscrepancyFilter(
            states: DiscrepancyState(rawValue: fields["state"] ?? "").map { [$0] } ?? [],
            code: fields["code"].flatMap { DiscrepancyCode(rawValue: $0) }?.rawValue, days: days,
            owner: fields.isOn("mine") ? owner : nil, leastAmount: fields["least"].flatMap { Dong(typed: $0) },
            statement: fields["statement"].map { StatementID(rawValue: $0) })
    }

    subscript(name: String) -> String? { fields[name] }

    /// The address of the list.
    var address: Address { added(to: Address("/post")) }

    /// The address of one of its differences.
    func address(of id: DiscrepancyID) -> String {
        added(to: Address("/post/differences/\(id.rawValue.queryEncoded)")).text
    }

    /// What a form sends along so that its answer leads on in the same list.
    var query: String {
        Self.names.compactMap { name in fields[name].map { "\(name)=\($0.queryEncoded)" } }.joined(separator: "&")
    }

    private func added(to address: Address) -> Address {
        Self.names.reduce(address) { $0.with($1, fields[$1]) }
    }

    /// Days by both ends; an end that is not given is far away.
    private static func days(_ fields: FormFields) -> ClosedRange<CalendarDay>? {
        let ends = [fields["from"], fields["to"]].map { $0.flatMap { CalendarDay(typed: $0) } }
        guard ends.contains(where: { $0 != nil }), let first = ends[0] ?? CalendarDay(rawValue: "2000-01-01"),
            let last = ends[1] ?? CalendarDay(rawValue: "2999-12-31"), first <= last
        else { return nil }
        return first...last
    }
}

extension Dong {
    /// As clerks write it: digits alone, or in groups of three with one and the same sign between, with or without ₫.
    /// - Returns: `nil` for anything else, a fraction among it.
    init?(typed text: String) {
        let plain = text.filter { !$0.isWhitespace && !"₫đĐ".contains($0) }
        let isPlain = plain.wholeMatch(of: /-?[0-9]{1,15}/) != nil
        let isGrouped = [/-?[0-9]{1,3}(\.[0-9]{3}){1,4}/, /-?[0-9]{1,3}(,[0-9]{3}){1,4}/].contains {
            plain.wholeMatch(of: $0) != nil
        }
        guard isPlain || isGrouped, let amount = Int(plain.filter { $0 != "." && $0 != "," }) else { return nil }
        self.init(amount)
    }
}

extension CalendarDay {
    /// As fields for days send it, `yyyy-MM-dd`, or as clerks write it, `dd/MM/yyyy`.
    init?(typed text: String) {
        let parts = text.split(separator: "/")
        self.init(rawValue: parts.count == 3 ? "\(parts[2])-\(parts[1])-\(parts[0])" : text)
    }
}
