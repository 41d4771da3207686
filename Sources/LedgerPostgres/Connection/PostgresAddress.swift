import Foundation
import Ledger
import PostgreSQLLibrary

/// Where a ledger's database is, as libpq takes it: `postgres://user@host/database?sslmode=verify-full` or
/// `host=… dbname=…`. The password belongs into `PGPASSFILE` or the file that `passfile` names, and is never shown.
public struct PostgresAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    /// Keywords and values that libpq understood, but for the password.
    private let shown: [String: String]

    /// - Throws: ``LedgerError/Code/homeUnusable`` for what libpq does not understand.
    public init(_ text: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        guard !text.utf8.contains(0), let options = PQconninfoParse(text, &message) else {
            // libpq's own message may repeat what was given, the password with it.
            PQfreemem(message)
            throw LedgerError(.homeUnusable, "the address of the database cannot be understood")
        }
        defer { PQconninfoFree(options) }
        var shown: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            // Those that libpq marks so are passwords.
            let isSecret = option.pointee.dispchar.map { String(cString: $0) == "*" } ?? false
            if let value = option.pointee.val, !isSecret { shown[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.text = text
        self.shown = shown
    }

    /// Host and database, without user and password.
    public var description: String {
        let port = shown["port"].map { ":\($0)" } ?? ""
        return "\(shown["host"] ?? shown["hostaddr"] ?? "localhost")\(port)/\(shown["dbname"] ?? "")"
    }

    public var debugDescription: String { description }
}
