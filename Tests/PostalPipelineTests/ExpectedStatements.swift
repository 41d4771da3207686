import Foundation

/// What the script that made the fixtures put into each of them.
struct ExpectedStatement: Decodable {
    struct Line: Decodable {
        var row: Int
        var tracking: String
        var recipient: String
        var accepted: String
    }

    var columns: [String: Int]
    var header: [Int]
    var lines: Int
    var fee: Int
    var collected: Int
    var period: Bool
    var first: [Line]

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/postal/\(name)").path
    }

    static let all: [String: ExpectedStatement] =
        (try? JSONDecoder().decode(
            [String: ExpectedStatement].self, from: Data(contentsOf: URL(filePath: path("expected.json"))))) ?? [:]
}
