import Basics
import PostalChannel
import PostalPipeline

/// The columns of a statement as the page that asks for them shows them.
enum ColumnPhrases {
    static func source(_ source: ImportedStatement.ColumnSource) -> Phrase {
        switch source {
        case .given: Phrase("Các cột do người chỉ định.", "The columns were given by a person.")
        case .confirmed:
            Phrase(
                "Các cột đã được xác nhận cho mẫu bảng kê này.",
                "The columns were confirmed for this form of statement.")
        case .guessed:
            Phrase(
                "Các cột do máy đoán theo tiêu đề và nội dung; hãy xem lại rồi xác nhận.",
                "The columns were guessed from headings and contents; look at them, then confirm.")
        }
    }

    static func table(_ sample: StatementSample, _ language: InterfaceLanguage) -> Model {
        let map = sample.table.guess.map
        var roles: [Int: ColumnRole] = [:]
        for (role, columns) in map.columns { for column in columns { roles[column] = role } }
        let width = max(sample.rows.map(\.cells.count).max() ?? 0, (roles.keys.max() ?? -1) + 1)
        let order = map.dateOrder(ofColumn: map.column(.accepted) ?? map.column(.delivered) ?? 0)
        let unit = map.moneyUnit
        return [
            "name": .text(sample.table.name), "fingerprint": .text(sample.table.guess.fingerprint),
            "columns": .list(
                (0..<width).map { column in
                    [
                        "field": .text("c\(column)"), "letter": .text(letters(column)),
                        "roles": .list(
                            ColumnRole.allCases.map {
                                [
                                    "value": .text($0.rawValue), "name": .text($0.phrase.text(language)),
                                    "isChosen": .flag(roles[column] == $0),
                                ]
                            }),
                    ]
                }),
            "rows": .list(
                sample.rows.map { row in
                    [
                        "number": .text(String(row.number)),
                        "cells": .list(
                            (0..<width).map { ["text": .text(row.cells.indices.contains($0) ? row.cells[$0] : nil)] }),
                    ]
                }),
            "isMonthFirst": .flag(order == .monthFirst),
            "isThousands": .flag(unit == 1_000), "isMillions": .flag(unit == 1_000_000),
        ]
    }

    /// A column as spreadsheet programs name it: 0 is A, 26 is AA.
    private static func letters(_ column: Int) -> String {
        var (text, rest) = ("", column + 1)
        while rest > 0 {
            text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
            rest = (rest - 1) / 26
        }
        return text
    }
}

/// Why a row is no line, for people.
enum LeftOutReason {
    static func phrase(_ code: String) -> Phrase? {
        switch code {
        case "total": Phrase("dòng tổng", "sums")
        case "charge": Phrase("dòng tiền", "charge")
        case "heading": Phrase("dòng đầu bảng", "heading")
        case "column_numbers": Phrase("dòng số cột", "numbers of columns")
        case "conclusion": Phrase("dòng kết luận", "conclusion")
        case "footer": Phrase("dòng chân trang", "footer")
        case "joined": Phrase("gộp vào dòng cùng số hiệu", "joined to the line of its number")
        case "blank": Phrase("dòng trống", "blank")
        default: nil
        }
    }
}

extension ColumnRole {
    var phrase: Phrase {
        let english =
            switch self {
            case .ordinal: "running number"
            case .tracking: "tracking number"
            case .slipNumber: "slip number"
            case .caseCode: "case"
            case .service: "service"
            case .sender: "sender"
            case .recipient: "recipient"
            case .address: "address"
            case .province: "province"
            case .phone: "phone"
            case .weight: "weight"
            case .fee: "fee"
            case .surcharge: "surcharge"
            case .discount: "discount"
            case .feeTotal: "all charges"
            case .collected: "collected"
            case .remitted: "remitted"
            case .accepted: "accepted on"
            case .acceptedTime: "accepted at"
            case .delivered: "delivered on"
            case .deliveredTime: "delivered at"
            case .status: "status"
            case .signer: "signed by"
            case .attempts: "attempts"
            case .reason: "reason"
            case .note: "note"
            }
        return Phrase(vietnamese, english)
    }
}
