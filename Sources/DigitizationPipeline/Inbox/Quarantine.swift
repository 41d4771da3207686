import Basics
import Dossiers
import Foundation
import Office
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
    let wording: ReceiptWording
    let checkpoint: @Sendable (InboxStep) throws -> Void

    private var receipts: ReceiptFiles { ReceiptFiles(folder: folder, wording: wording) }
    private var place: QuarantineFolder { QuarantineFolder(station: folder) }

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
        let target = try place.makePlace(for: name)
        var reason = QuarantineReason(
            fault, batch: name.text, station: station, place: "\(InboxFileNames.quarantine)/\(target)", at: now)
        try place.write(.init(json: try ReceiptJSON.encode(reason), text: reason.text), for: target)
        try checkpoint(.reasonWritten)
        if tellsStation { try receipts.write(BatchReceipt(reason)) }
        do {
            try place.move(name, from: source, to: target)
        } catch {
            // The station must not look for its batch where it is not.
            reason.place = name.text
            if tellsStation { try? receipts.write(BatchReceipt(reason)) }
            throw error
        }
        try checkpoint(.quarantined)
        return reason
    }

    /// How many batches lie here.
    var count: Int { place.count }
}
