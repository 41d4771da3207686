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

    /// Where the stored picture's unit square goes in that of the picture to be shown, as a PDF matrix.
    var unitMatrix: [Double] {
        switch self {
        case .upright: [1, 0, 0, 1, 0, 0]
        case .mirrored: [-1, 0, 0, 1, 1, 0]
        case .half: [-1, 0, 0, -1, 1, 1]
        case .flipped: [1, 0, 0, -1, 0, 1]
        case .transposed: [0, -1, -1, 0, 1, 1]
        case .turnedLeft: [0, -1, 1, 0, 0, 1]
        case .transverse: [0, 1, 1, 0, 0, 0]
        case .turnedRight: [0, 1, -1, 0, 1, 0]
        }
    }

    /// Whether showing exchanges width and height.
    var exchangesSides: Bool { rawValue >= 5 }
}
