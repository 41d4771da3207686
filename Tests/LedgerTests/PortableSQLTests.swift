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

    @Test("Nothing in it belongs to one engine, or needs writers to come one after the other", arguments: foreign)
    func isPortable(_ pattern: String) throws {
        let expression = try Regex(pattern)
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false
            ).enumerated() {
                // What is said about engines is no statement.
                guard !line.drop(while: \.isWhitespace).hasPrefix("//") else { continue }
                #expect(line.firstMatch(of: expression) == nil, "\(file.lastPathComponent):\(number + 1): \(line)")
            }
        }
    }
}
