import Foundation
import Testing

@Suite("The SQL of the verbs") struct PortableSQLTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Ledger")

    /// What one engine understands and another does not, or what holds only where writers come one after the other.
    private static let foreign = [
        #"MAX\([^)]*\)[, 0)]*\+ 1"#, #"COUNT\(\*\) FROM [a-z_]+ WHERE [a-z_]+ = \?\),"#, #"\? IS NULL OR"#,
        #"\bLIKE\b"#,
        #"\bGLOB\b"#, #"\bCOLLATE\b"#, #"INSERT OR "#, #"REPLACE INTO"#, #"\browid\b"#, #"\bPRAGMA\b"#, #"\bIS \?"#,
        #"AUTOINCREMENT"#, #"strftime|datetime\(|julianday"#, #"IFNULL|\bIIF\("#, #"json_each|json_extract"#,
        #"sqlite|SQLite"#, #"MATCH \?"#, #"M(AX|IN)\([^)]* IS (NOT )?NULL\)"#,
    ]

    @Test("Nothing in it belongs to one engine, or needs writers to come one after the other")
    func isPortable() throws {
        let expression = try NSRegularExpression(pattern: Self.foreign.joined(separator: "|"))
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            // What is said about engines is no statement.
            let statements = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
            let whole = NSRange(statements.startIndex..., in: statements)
            let found = expression.matches(in: statements, range: whole).compactMap { match in
                Range(match.range, in: statements).map { String(statements[$0]) }
            }
            #expect(found == [], "\(file.lastPathComponent)")
        }
    }
}
