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

/// A second piece of evidence that agrees with what was read. The raw values are those of exports.
public enum FieldSupport: String, Hashable, Sendable, Codable, CaseIterable {
    /// The case register has the same.
    case register
    /// It stands on the paper more than once.
    case repeated
    /// Figures and words, or a number and the year of birth in it, agree.
    case crossChecked = "cross_checked"
    /// It came from a code that carries its own check.
    case code
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
    /// What else says the same, in the order of ``FieldSupport``; `nil` where nothing does or where that was not recorded.
    public var support: [FieldSupport]?
    /// Whether the case register has something else for the same person, which a person has to look at; `nil` when not.
    public var contradictsRegister: Bool?

    public init(
        value: String, confidence: Double, page: Int, box: PixelBox?, support: [FieldSupport]? = nil,
        contradictsRegister: Bool? = nil
    ) {
        self.value = value
        self.confidence = confidence
        self.page = page
        self.box = box
        self.support = support
        self.contradictsRegister = contradictsRegister
    }

    /// Fields from this confidence on are shown as sure. Those below are right as well in most cases, but are for a
    /// person to compare with the picture.
    public static let minSure = 90.0

    /// Whether it needs no second look.
    public var isSure: Bool { confidence >= Self.minSure }
}

/// The fields of one document; a field that could not be read with enough certainty is absent.
public typealias DocumentFields = [FieldName: FieldValue]
