import Foundation

/// Where one station's files and batches lie that cannot be taken, each with the reason beside it. All calls block.
package struct QuarantineFolder: Sendable {
    /// Why something lies here, for programs and for people.
    package struct Reason: Sendable {
        package var json: Data
        package var text: String

        package init(json: Data, text: String) {
            self.json = json
            self.text = text
        }
    }

    /// The station's folder.
    private let station: String
    package var path: String { station + "/" + InboxFileNames.quarantine }

    /// - Parameter station: the station's folder.
    package init(station: String) { self.station = station }

    /// The name that something gets here: its own, numbered when that is taken.
    /// - Throws: ``InboxFileError``.
    package func makePlace(for name: InboxName) throws -> String {
        try InboxFiles.makeFolder(path, like: station)
        return freeName(InboxFileNames.stem(name.text))
    }

    /// Writes why something will lie here: the reason comes first, so that nothing lies here unexplained.
    /// - Parameter target: from ``makePlace(for:)``.
    /// - Throws: ``InboxFileError``.
    package func write(_ reason: Reason, for target: String) throws {
        try InboxFiles.write(reason.json, to: "\(path)/\(target)\(InboxFileNames.reasonJSON)", like: station)
        try InboxFiles.write(
            Data(reason.text.utf8), to: "\(path)/\(target)\(InboxFileNames.reasonText)", like: station)
        InboxFiles.synchronize(path)
    }

    /// Moves something here whose reason is written; where that fails, the reason goes: it would explain nothing.
    /// - Parameter source: the folder that it lies in.
    /// - Throws: ``InboxFileError``.
    package func move(_ name: InboxName, from source: String, to target: String) throws(InboxFileError) {
        do {
            try InboxFiles.move(name, in: source, to: "\(path)/\(target)")
        } catch {
            for ending in [InboxFileNames.reasonJSON, InboxFileNames.reasonText] {
                try? InboxFiles.remove("\(path)/\(target)\(ending)")
            }
            throw error
        }
    }

    /// How many things lie here.
    package var count: Int {
        guard InboxFiles.kind(path) == .folder, let names = try? InboxFiles.names(in: path) else { return 0 }
        return names.count { !Self.isReason($0.text) && !$0.text.hasPrefix(".") }
    }

    /// Something could be called like a reason; its name is then numbered.
    private func freeName(_ stem: String) -> String {
        let isFree = { (name: String) in !InboxFiles.exists("\(path)/\(name)") && !Self.isReason(name) }
        if isFree(stem) { return stem }
        var number = 2
        while !isFree("\(stem).\(number)") { number += 1 }
        return "\(stem).\(number)"
    }

    private static func isReason(_ name: String) -> Bool {
        name.hasSuffix(InboxFileNames.reasonJSON) || name.hasSuffix(InboxFileNames.reasonText)
    }
}
