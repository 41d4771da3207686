import Basics
import Foundation

extension Caller {
    /// What the record of acts says of a person beside the name: in which session, with which roles and scope, as JSON
    /// with keys in a fixed order. `nil` for stations and the machine's own accounts, of which the name says it all.
    var context: String? {
        guard actor.kind == .person else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(Context(self))).map { String(decoding: $0, as: UTF8.self) }
    }

    private struct Context: Encodable {
        var roles: [String]
        var scope: String
        var session: String?

        init(_ caller: Caller) {
            roles = caller.roles.map(\.rawValue).sorted()
            scope =
                switch caller.scope {
                case .everything: "all"
                case .agencies(let agencies): agencies.map(\.rawValue).sorted().joined(separator: " ")
                }
            session = caller.session?.rawValue
        }
    }
}
