import Foundation

/// Made-up cases and small batches for them, each with content of its own, to be dropped into the inbox.
struct ManyBatches {
    static let components = ["TP01", "TP02"]
    static let stations = ["quay-1", "quay-2", "quay-3", "quay-4"]

    let program: Program
    let count: Int

    private static let pages = ["receipt.tif", "request.tif"].map {
        URL(fileURLWithPath: "\(Program.root)/Tests/Fixtures/Pages/\($0)")
    }

    static func caseCode(_ number: Int) -> String {
        "000.00.16.H40-261001-" + String(repeating: "0", count: 4 - String(number).count) + String(number)
    }

    /// Registers a case for each batch.
    func importCases() async throws {
        let cases = (1...count).map { number -> [String: Any] in
            [
                "case": Self.caseCode(number), "procedure_code": "1.001193", "procedure": "Đăng ký khai sinh",
                "agency": "UBND", "applicant": "Lê Bá Thuận", "received": "2026-10-01T08:00", "channel": "direct",
                "id_number": "", "phone": "", "address": "", "due": "2026-10-08",
                "components": Self.components.map {
                    ["code": $0, "name": "Giấy tờ", "form": "bản chính", "required": true] as [String: Any]
                },
            ]
        }
        try FileManager.default.createDirectory(atPath: program.home, withIntermediateDirectories: true)
        let file = URL(fileURLWithPath: program.home + "/cases.json")
        try JSONSerialization.data(withJSONObject: cases).write(to: file)
        _ = try await program.run("cases", "import", file.path(percentEncoded: false))
    }

    /// Drops one batch, as a station does: the files, then the mark that it is complete.
    func drop(_ number: Int) throws {
        let station = Self.stations[number % Self.stations.count]
        let inbox = URL(fileURLWithPath: program.home + "/inbox/\(station)")
        let folder = inbox.appending(path: "lo-\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var items: [[String: Any]] = []
        for (place, page) in Self.pages.enumerated() {
            // What follows a TIFF's directory is nobody's business, but makes the file another.
            let name = "\(place + 1).tif"
            try (try Data(contentsOf: page) + Data("batch \(number)".utf8)).write(to: folder.appending(path: name))
            items.append([
                "case": Self.caseCode(number), "component": Self.components[place], "files": [name],
            ])
        }
        try JSONSerialization.data(withJSONObject: ["station": station, "items": items])
            .write(to: folder.appending(path: "batch.json"))
        try Data().write(to: inbox.appending(path: "lo-\(number).done"))
    }

    /// Batches that are not taken yet: neither gone nor only a receipt of theirs left.
    func untaken() -> [String] {
        Self.stations.flatMap { station -> [String] in
            let inbox = program.home + "/inbox/\(station)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: inbox)) ?? []
            let claimed = (try? FileManager.default.contentsOfDirectory(atPath: inbox + "/.taking")) ?? []
            return names.filter { $0.hasPrefix("lo-") && !$0.contains(".receipt.") } + claimed
        }
    }

    /// How many batches the ledger has, and how many of them are not finished.
    func figures() async throws -> (batches: Int, unfinished: Int) {
        struct Status: Decodable {
            struct Station: Decodable {
                var batches: Int
                var unfinished: Int
            }
            var stations: [Station]
        }
        let result = try await program.run("status", "--format", "json")
        let status = try JSONDecoder().decode(Status.self, from: Data(result.output.utf8))
        return (status.stations.reduce(0) { $0 + $1.batches }, status.stations.reduce(0) { $0 + $1.unfinished })
    }

    /// Documents by case and component.
    func documents() async throws -> [String: Int] {
        struct Export: Decodable {
            struct Document: Decodable {
                struct Page: Decodable {}
                var `case`: String?
                var component: String?
                var pages: [Page]
            }
            var documents: [Document]
        }
        let result = try await program.run("export", "--format", "json")
        let export = try JSONDecoder().decode(Export.self, from: Data(result.output.utf8))
        return Dictionary(
            export.documents.map { ("\($0.case ?? "nobody's")/\($0.component ?? "-")", $0.pages.count) },
            uniquingKeysWith: +)
    }

    /// What ``documents()`` must give: one page each, once.
    var expectedDocuments: [String: Int] {
        Dictionary(
            uniqueKeysWithValues: (1...count).flatMap { number in
                Self.components.map { ("\(Self.caseCode(number))/\($0)", 1) }
            })
    }
}

/// How large a test is: small by default, as large as wanted by an environment variable.
enum Scale {
    static func number(_ variable: String, default standard: Int) -> Int {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? standard
    }
}
