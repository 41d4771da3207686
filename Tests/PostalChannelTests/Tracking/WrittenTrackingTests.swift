import PostalChannel
import Testing

/// Numbers as people and spreadsheet programs write them.
struct WrittenTrackingTests {
    @Test(arguments: [
        ("EB403116321VN", WrittenTracking.written("EB403116321VN")), (" eb 403 116 321 vn ", .written("EB403116321VN")),
        ("EB-403116321-VN", .written("EB403116321VN")), ("'2619229635178", .written("2619229635178")),
        ("2619 2296 35178", .written("2619229635178")), ("EB.403116321.VN", .written("EB403116321VN")),
        ("2619229635178.0", .numeric("2619229635178")), ("2619229635178,00", .numeric("2619229635178")),
        ("2.619229635178E12", .numeric("2619229635178")), ("2,619229635178E+12", .numeric("2619229635178")),
        ("2,61924E+12", .lossy("2,61924E+12", 2_619_235_000_000...2_619_249_999_999)), ("", .none), ("  ", .none),
    ])
    func texts(written: String, tracking: WrittenTracking) {
        #expect(WrittenTracking(.text(written)) == tracking)
    }

    @Test(arguments: [
        ("2619229635178", WrittenTracking.numeric("2619229635178")), ("2619229635178.0", .numeric("2619229635178")),
        ("2.619229635178E+12", .numeric("2619229635178")),
        ("2.61924E+12", .lossy("2.61924E+12", 2_619_235_000_000...2_619_249_999_999)),
    ])
    func numbers(written: String, tracking: WrittenTracking) {
        #expect(WrittenTracking(.number(written)) == tracking)
    }

    @Test(arguments: ["EB403116321VN", "EB403110142VN", "RB403114524VN", "2619229635178"])
    func noteOfOneDigitIsNone(number: String) { #expect(WrittenTracking(.text("3E+12")) != .written(number)) }
}

struct S10Tests {
    /// UPU S10, annex: the published example.
    @Test func checkDigits() {
        #expect(S10.code(prefix: "RB", serial: 47_312_482, country: "GB") == "RB473124829GB")
        #expect(S10.code(prefix: "EB", serial: 40_311_632, country: "VN") == "EB403116321VN")
        #expect(S10.code(prefix: "E", serial: 1, country: "VN") == nil)
        #expect(S10.code(prefix: "EB", serial: 100_000_000, country: "VN") == nil)
    }

    @Test(arguments: ["EB403116322VN", "eb403116321vn", "EB40311632VN", "2619229635178", "EB4O3116321VN", ""])
    func refused(number: String) { #expect(!S10.isValid(number)) }

    @Test func everySerialIsValidAndNoOtherCheckDigitIs() throws {
        for serial in stride(from: 0, through: 99_999_999, by: 1_234_567) {
            let code = try #require(S10.code(prefix: "RL", serial: serial, country: "VN"))
            #expect(S10.isValid(code))
            let digits = "0123456789".filter { S10.isValid(code.prefix(10) + String($0) + "VN") }
            #expect(digits.count == 1)
        }
    }
}

struct TrackingEditTests {
    @Test(arguments: [
        ("EB403116321VN", "EB4O3116321VN", TrackingEdit.lookalike), ("EB403116321VN", "E84O3116321VN", .lookalike),
        ("EB403116321VN", "EB043116321VN", .swap), ("EB403116321VN", "EB403916321VN", .substitution),
        ("EB403116321VN", "EB40311632VN", .omission), ("EB403116321VN", "EB4403116321VN", .insertion),
    ])
    func oneSlip(right: String, wrong: String, edit: TrackingEdit) {
        #expect(TrackingEdit.between(right: right, wrong: wrong) == edit)
    }

    @Test(arguments: ["EB403116321VN", "EB403961321VN", "EB3116321VN", "BE043116321VN", "", "2619229635178"])
    func noneOrMore(wrong: String) {
        #expect(TrackingEdit.between(right: "EB403116321VN", wrong: wrong) == nil)
    }
}
