import DocumentModel

/// A file that was handed over with a batch but could not be kept: nothing of it was there to keep, as with a link that
/// leaves the batch, or it could not be read.
public struct RejectedFile: Hashable, Sendable, Codable {
    /// 0-based place among all files of the batch in scan order, kept or not; `nil` for the batch's `batch.json`.
    public var place: Int?
    /// Name as it is written on disk.
    public var name: String
    public var nfcName: String
    public var fault: FileFault

    public init(place: Int?, name: String, nfcName: String, fault: FileFault) {
        self.place = place
        self.name = name
        self.nfcName = nfcName
        self.fault = fault
    }
}
