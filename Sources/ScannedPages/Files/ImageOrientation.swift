import DocumentModel

/// The orientation tag of EXIF and TIFF (tag 274): how the stored rows and columns lie in the picture to be shown.
enum ImageOrientation: Int, Sendable {
    case upright = 1
    case mirrored = 2
    case half = 3
    case flipped = 4
    case transposed = 5
    /// To be turned 90° clockwise for showing.
    case turnedLeft = 6
    case transverse = 7
    /// To be turned 90° counter-clockwise for showing.
    case turnedRight = 8

    /// How the picture to be shown is turned in the stored data, clockwise; `nil` when it is mirrored too.
    var turn: QuarterTurn? {
        switch self {
        case .upright: QuarterTurn.none
        case .half: .half
        case .turnedLeft: .clockwise270
        case .turnedRight: .clockwise90
        case .mirrored, .flipped, .transposed, .transverse: nil
        }
    }

    /// Whether showing exchanges width and height.
    var exchangesSides: Bool { rawValue >= 5 }
}
