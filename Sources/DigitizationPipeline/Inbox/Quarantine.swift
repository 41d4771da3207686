import Basics
import Dossiers
import Foundation
import VietnameseText

/// Why something lies in quarantine, as it stands in `<batch>.reason.json`.
public struct QuarantineReason: Hashable, Sendable, Codable {
    public var code: InboxFault.Code
    public var messageVi: String
    public var messageEn: String
    /// The files that are meant; empty when all of it is.
    public var files: [String]
    public var detail: String
    /// What the folder or file was called.
    public var batch: String
    public var station: StationName
    /// Where it lies now, relative to the station's folder.
    public var place: String
    public var quarantinedAt: Instant

    private enum CodingKeys: String, CodingKey {
        case code, files, detail, batch, station, place
        case messageVi = "message_vi"
        case messageEn = "message_en"
        case quarantinedAt = "quarantined_at"
    }

    init(_ fault: InboxFault, batch: String, station: StationName, place: String, at now: Instant) {
        (code, files, detail) = (fault.code, fault.files, fault.detail)
        let refusal = fault.refusal
        (messageVi, messageEn) = (refusal.vietnamese.text, refusal.english.text)
        (self.batch, self.station, self.place, quarantinedAt) = (batch, station, place, now)
    }

    /// As a person reads it.
    var text: String {
        let lines = [
            "\(batch): \(messageVi)", "\(LocalTime.text(quarantinedAt))", "", "\(batch): \(messageEn)",
        ]
        let named = files.isEmpty ? [] : [""] + files
        return (lines + named + (detail.isEmpty ? [] : ["", detail])).map(\.visible).joined(separator: "\n") + "\n"
    }
}

/// Where one station's batches lie that cannot be taken. All calls block.
struct Quarantine: Sendable {
    let station: StationName
    /// The station's folder.
    let folder: String
    let checkpoint: @Sendable (InboxStep) throws -> Void

    private var path: String { folder + "/" + InboxNames.quarantine }

    /// Moves something here, its reason first, so that nothing lies here unexplained.
    /// - Parameters:
    ///   - source: the folder that it lies in.
    ///   - tellsStation: whether a receipt says so; not when one says already that the batch was taken.
    /// - Returns: why, and where it lies.
    /// - Throws: ``InboxFileError``.
    @discardableResult
    func take(
        _ name: InboxName, from source: String, _ fault: InboxFault, tellsStation: Bool = true, at now: Instant
    ) throws -> QuarantineReason {
        try InboxFiles.makeFolder(path, like: folder)
        let target = freeName(InboxNames.stem(name.text))
        var reason = QuarantineReason(
            fault, batch: name.text, station: station, place: "\(InboxNames.quarantine)/\(target)", at: now)
        try write(reason, beside: target)
        try checkpoint(.reasonWritten)
        if tellsStation { try ReceiptFiles(folder: folder).write(BatchReceipt(reason)) }
        do {
            try InboxFiles.move(name, in: source, to: "\(path)/\(target)")
        } catch {
            // What explains nothing is in the way, and the station must not look for its batch where it is not.
            try? removeReason(of: target)
            reason.place = name.text
            if tellsStation { try? ReceiptFiles(folder: folder).write(BatchReceipt(reason)) }
            throw error
        }
        try checkpoint(.quarantined)
        return reason
    }

    /// How many batches lie here.
    var count: Int {
        guard InboxFiles.kind(path) == .folder, let names = try? InboxFiles.names(in: path) else { return 0 }
        return names.count { !Self.isReason($0.text) && !$0.text.hasPrefix(".") }
    }

    /// A batch could be called like a reason; its name is then numbered.
    private func freeName(_ stem: String) -> String {
        let isFree = { (name: String) in !InboxFiles.exists("\(path)/\(name)") && !Self.isReason(name) }
        if isFree(stem) { return stem }
        var number = 2
        while !isFree("\(stem).\(number)") { number += 1 }
        return "\(stem).\(number)"
    }

    private func write(_ reason: QuarantineReason, beside target: String) throws {
        let json = try ReceiptJSON.encode(reason)
        try InboxFiles.write(json, to: "\(path)/\(target)\(InboxNames.reasonJSON)", like: folder)
        try InboxFiles.write(Data(reason.text.utf8), to: "\(path)/\(target)\(InboxNames.reasonText)", like: folder)
        InboxFiles.synchronize(path)
    }

    private func removeReason(of target: String) throws {
        for ending in [InboxNames.reasonJSON, InboxNames.reasonText] {
            try InboxFiles.remove("\(path)/\(target)\(ending)")
        }
    }

    private static func isReason(_ name: String) -> Bool {
        name.hasSuffix(InboxNames.reasonJSON) || name.hasSuffix(InboxNames.reasonText)
    }
}
