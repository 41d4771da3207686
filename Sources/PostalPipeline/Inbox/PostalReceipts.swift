import Basics
import Foundation

/// What was taken from a station's folder.
public enum TakenPostalFile: Sendable {
    case statement(ImportedStatement)
    case events(EventImport)
}

/// How stations are told of spreadsheets that were taken. Whoever runs the inbox brings the words along; here are the
/// values.
public struct PostalReceipts: Sendable {
    /// What stands beside a file.
    public struct Contents: Sendable {
        public var json: Data
        public var text: String

        public init(json: Data, text: String) { (self.json, self.text) = (json, text) }
    }

    /// The receipt of a file by what was taken, how the file is called, and when it was taken.
    public var contents: @Sendable (TakenPostalFile, _ file: String, _ takenAt: Instant) throws -> Contents

    public init(contents: @escaping @Sendable (TakenPostalFile, _ file: String, _ takenAt: Instant) throws -> Contents)
    {
        self.contents = contents
    }

    /// Writes `<file>.receipt.json` and `.txt` in the place of earlier ones. Blocks.
    /// - Parameter stem: path of the file that was taken.
    func write(_ taken: TakenPostalFile, file: String, at now: Instant, beside stem: String) throws {
        let contents = try contents(taken, file, now)
        try contents.json.write(to: URL(fileURLWithPath: "\(stem).receipt.json"), options: .atomic)
        try Data(contents.text.utf8).write(to: URL(fileURLWithPath: "\(stem).receipt.txt"), options: .atomic)
    }
}
