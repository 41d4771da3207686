/// The fields that are taken from a digitized document. The raw values are the keys of exports.
public enum FieldName: String, Hashable, Sendable, Codable, CaseIterable {
    case docType = "doc_type"
    case number
    case date
    case agency
    case title
    case subject
    case idNumber = "id_number"
    case dateOfBirth = "dob"
    case address
    case amount
    case parcelNumber = "parcel_no"
    case mapSheet = "map_sheet"
    case area
}

/// One field as it was read.
public struct FieldValue: Hashable, Sendable, Codable {
    /// The value in its canonical spelling: dates as `yyyy-MM-dd`, amounts as digits (đồng), other text as printed.
    public var value: String
    /// How sure it is, 0 to 100.
    public var confidence: Double
    /// 0-based page within the document.
    public var page: Int
    /// Where on that page it was read; `nil` when it follows from the whole page (document type) or a barcode.
    public var box: PixelBox?

    public init(value: String, confidence: Double, page: Int, box: PixelBox?) {
        self.value = value
        self.confidence = confidence
        self.page = page
        self.box = box
    }

    /// Fields from this confidence on are shown as sure. Those below are right as well in most cases, but are for a
    /// person to compare with the picture.
    public static let minSure = 90.0

    /// Whether it needs no second look.
    public var isSure: Bool { confidence >= Self.minSure }
}

/// The fields of one document; a field that could not be read with enough certainty is absent.
public typealias DocumentFields = [FieldName: FieldValue]
