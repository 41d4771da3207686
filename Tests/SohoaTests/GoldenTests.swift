import Foundation
import Testing

/// What the commands print, kept as files: a name, key or sentence that changes shows in the change itself.
///
/// What differs from run to run (identities, times, folders) is replaced by its kind. To write the files anew, run these
/// tests with `SOHOA_WRITE_GOLDEN=1` in the environment and read the difference.
@Suite("What the commands print")
struct GoldenTests {
    /// A file of `Tests/Fixtures/golden`, and the call that prints it.
    private struct Call {
        var name: String
        var arguments: [String]

        init(_ name: String, _ arguments: String...) { (self.name, self.arguments) = (name, arguments) }
    }

    private static let folder = Program.root + "/Tests/Fixtures/golden"
    private static let isWriting = ProcessInfo.processInfo.environment["SOHOA_WRITE_GOLDEN"] != nil
    private static let digitized = "000.00.16.H40-261002-0001"
    private static let posted = "000.00.16.H40-261001-0002"

    private static let calls = [
        Call("case", "cases", "show", digitized),
        Call("export", "export", "--case", digitized),
        Call("waiting", "waiting"),
        Call("jobs", "jobs", "list"),
        Call("search", "search", "cong hoa"),
        Call("statements", "postal", "statements"),
        Call("reconciliation", "postal", "reconcile"),
        Call("discrepancies", "postal", "breaks", "--kind", "fee_differs"),
        Call("leg", "postal", "leg", "show", posted),
        Call("parcel-codes", "postal", "codes"),
        Call("handover", "postal", "handover", "list"),
        Call("stations", "stations", "list"),
    ]

    @Test("Text and JSON are as they were")
    func outputs() async throws {
        let program = try Program()
        defer { program.remove() }
        try await fill(program)
        var differing: [String] = []
        for call in Self.calls {
            for (ending, more) in [("txt", []), ("json", ["--format", "json"])] {
                let result = try await program.run(call.arguments + more)
                let shown = Self.stable(
                    result.output + (result.code == 0 ? "" : "exit \(result.code)\n\(result.errors)"))
                if try !Self.isKept(shown, "\(call.name).\(ending)") { differing.append("\(call.name).\(ending)") }
            }
        }
        #expect(differing.isEmpty, "run with SOHOA_WRITE_GOLDEN=1 and read the difference of Tests/Fixtures/golden")
    }

    @Test("Help names every command and option as it did")
    func help() async throws {
        let program = try Program()
        defer { program.remove() }
        var (text, open) = ("", [[String]()])
        while !open.isEmpty {
            let path = open.removeFirst()
            let help = try await program.run(path + ["--help"])
            #expect(help.code == 0, "\(path)")
            text += "$ sohoa \((path + ["--help"]).joined(separator: " "))\n\(help.output)\n"
            open += Self.subcommands(help.output).map { path + [$0] }
        }
        let isKept = try Self.isKept(text, "help.txt")
        #expect(isKept, "run with SOHOA_WRITE_GOLDEN=1 and read the difference of Tests/Fixtures/golden/help.txt")
    }

    /// A batch read, parcels, statements and a reconciliation: of everything that is printed, something.
    private func fill(_ program: Program) async throws {
        let samples = Program.samples
        let calls: [([String], Int32)] = [
            (["cases", "import", "\(samples)/cases.json"], 0),
            (["cases", "import", "\(samples)/postal/cases.json"], 0),
            (["digitize", "\(samples)/batches/D08-pdf-so", "\(samples)/batches/D06-phieu-rach", "--jobs", "1"], 0),
            (["postal", "import", "\(samples)/postal/parcels.csv"], 0),
            (["postal", "statement", "\(samples)/postal/ky1_20261019_20261025.xlsx"], 0),
            (["postal", "statement", "\(samples)/postal/ky2_20261026_20261101.csv"], 0),
            (["stations", "add", "quay-1"], 0),
            (
                [
                    "postal", "codes", "add", "--office", "700100", "--prefix", "EB", "50000000", "50000009",
                    "--issued", "2026-10-01",
                ], 0
            ),
        ]
        for (arguments, code) in calls {
            let result = try await program.run(arguments)
            #expect(result.code == code, "\(arguments): \(result.errors)")
        }
    }

    /// Compares with what is kept, or writes it.
    private static func isKept(_ text: String, _ name: String) throws -> Bool {
        let file = URL(fileURLWithPath: "\(folder)/\(name)")
        if isWriting {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return true
        }
        return try String(contentsOf: file, encoding: .utf8) == text
    }

    /// The text without what differs from run to run.
    private static func stable(_ text: String) -> String {
        let kinds: [(String, String)] = [
            (#"\b\d+\.\d{3,}\b"#, "<number>"),
            (#"\b[0-9a-f]{64}\b"#, "<digest>"),
            (#"(?<=-)[0-9a-f]{8}\b(?=\.)"#, "<digest>"),
            (#"\b[0-9A-HJKMNP-TV-Z]{26}\b"#, "<id>"),
            (#"\b1[789]\d{11}\b"#, "<time>"),
            (#"\b\d\d/\d\d/\d{4} \d\d:\d\d(:\d\d)?\b"#, "<time>"),
            (#"/[^\s"]*sohoa-e2e-[^/"\s]*"#, "<home>"),
            (#"\b\#(NSRegularExpression.escapedPattern(for: NSUserName()))\b"#, "<account>"),
        ]
        return kinds.reduce(text) { text, kind in
            text.replacingOccurrences(of: kind.0, with: kind.1, options: .regularExpression)
        }
    }

    /// The names below `SUBCOMMANDS:`.
    private static func subcommands(_ help: String) -> [String] {
        guard let place = help.range(of: "SUBCOMMANDS:\n") else { return [] }
        return help[place.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
    }
}
