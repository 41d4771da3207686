// swift-tools-version: 6.1
import PackageDescription

// Rooms, from the ground up; an upper room imports lower ones, never the other way.
//
//   pure      Basics  VietnameseText  DocumentModel        values and rules, no I/O
//             Dossiers  FieldReading  PostalChannel  OneStop
//   streams   Frames  ChildProcesses                       messages cut out of a byte stream; starting programs
//   storage   ArtifactStore  Ledger                        files named by content; verbs and portable SQL
//             LedgerSQLite                                 the engine, and the socket to its owner
//             LedgerPostgres                               the other engine, for many machines
//             LedgerEngines                                which engine keeps a data home's ledger
//   engines   ScannedPages  TextRecognition  LineNetwork   one C library family each
//             DocumentAssembly  PrintedSheets  Spreadsheets
//             Signatures  TokenSigning                 signatures of PDFs: bytes only, no network; keys on tokens
//   office    Office                                       an open data home, and its custody
//   work      RecognizerProtocol  DigitizationPipeline     child processes and the stages
//             WorkQueue  PostalPipeline                    jobs; statements in, differences out
//   uses      UseCases                                     what a caller may ask for
//   shown     Presentation                                 views, wording vi/en, JSON forms, refusals, for every door
//   outside   OpenIDConnect                                another provider's word for who somebody is
//   doors     sohoa  StationAPI  StaffDesk                 command line; HTTP for stations; pages for staff
//             sohoa-recognizer                             image and OCR child

let package = Package(
    name: "Sohoa",
    products: [
        .executable(name: "sohoa", targets: ["sohoa"]),
        .executable(name: "sohoa-recognizer", targets: ["sohoa-recognizer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // MARK: Pure rooms
        .target(name: "Basics"),
        .target(name: "VietnameseText"),
        .target(name: "Frames"),
        .target(
            name: "ChildProcesses",
            dependencies: [
                "CProcess"
            ]),
        .target(
            name: "DocumentModel",
            dependencies: [
                "Basics", "VietnameseText",
            ]),
        .target(
            name: "FieldReading",
            dependencies: [
                "DocumentModel", "VietnameseText", "Basics", .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Data/kinds.yaml"), .embedInCode("Data/labels.yaml"), .embedInCode("Data/weights.yaml"),
            ]),
        .target(
            name: "Dossiers",
            dependencies: [
                "DocumentModel", "VietnameseText", "Basics",
            ]),
        .target(
            name: "PostalChannel",
            dependencies: [
                "Dossiers", "DocumentModel", "VietnameseText", "Basics",
            ]),

        .target(
            name: "OneStop",
            dependencies: [
                "Dossiers", "Basics", .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Data/deadlines.yaml"), .embedInCode("Data/index.yaml"), .embedInCode("Data/life.yaml"),
            ]),

        // MARK: Storage
        .target(
            name: "ArtifactStore",
            dependencies: [
                "DocumentModel", "Basics", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Ledger",
            dependencies: [
                "Dossiers", "DocumentModel", "OneStop", "PostalChannel", "VietnameseText", "Basics",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "LedgerSQLite",
            dependencies: [
                "Ledger", "Dossiers", "Frames", "VietnameseText", "Basics",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // Nothing that the programs are made of depends on it: they run without PostgreSQL's library.
        .target(
            name: "LedgerPostgres",
            dependencies: [
                "Ledger", "Dossiers", "VietnameseText", "Basics", "CProcess", "PostgreSQLLibrary",
            ]),

        .target(
            name: "LedgerEngines",
            dependencies: [
                "Ledger", "LedgerSQLite",
            ]),

        // MARK: Engines
        .target(
            name: "ScannedPages",
            dependencies: [
                "DocumentModel", "VietnameseText", "CJPEG", "CLeptonica", "CTIFF", "CZXing", "HEIFLibrary",
                "QPDFLibrary", "ChildProcesses",
            ]),
        .target(
            name: "TextRecognition",
            dependencies: [
                "DocumentModel", "VietnameseText", "ScannedPages", "CLeptonica", "CTesseract", "LineNetwork",
            ]),
        .target(
            name: "LineNetwork",
            dependencies: [
                "CLineNetwork"
            ]),
        .target(
            name: "DocumentAssembly",
            dependencies: [
                "DocumentModel", "ScannedPages", "CLeptonica", "ChildProcesses",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "PrintedSheets",
            dependencies: [
                "Dossiers", "VietnameseText", "PangoCairoLibrary", "ZintLibrary", "Basics",
            ]),
        .target(
            name: "Spreadsheets",
            dependencies: [
                "DocumentModel", "VietnameseText", "LibZipLibrary", "ExpatLibrary", "XLSXWriterLibrary", "Basics",
            ]),
        .target(
            name: "Signatures",
            dependencies: [
                "DocumentModel", "ZlibLibrary", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]),

        .target(
            name: "TokenSigning",
            dependencies: [
                "Signatures", "P11KitLibrary", .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // MARK: C faces of the libraries
        .target(
            name: "CLeptonica", dependencies: ["LeptonicaLibrary"],
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CAllocationGuard"),
        // Loops over vectors take minutes where nothing is optimised.
        .target(name: "CLineNetwork", cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CProcess"),
        .target(name: "CJPEG", dependencies: ["JPEGLibrary"]),
        .target(name: "CTIFF", dependencies: ["TIFFLibrary"]),
        .target(name: "CTesseract", dependencies: ["TesseractLibrary", "LeptonicaLibrary", "CLeptonica"]),
        .target(name: "CZXing", dependencies: ["ZXingLibrary"]),
        .systemLibrary(name: "LeptonicaLibrary", path: "Sources/SystemLibraries/Leptonica", pkgConfig: "lept"),
        .systemLibrary(name: "HEIFLibrary", path: "Sources/SystemLibraries/HEIF", pkgConfig: "libheif"),
        .systemLibrary(name: "JPEGLibrary", path: "Sources/SystemLibraries/JPEG", pkgConfig: "libjpeg"),
        .systemLibrary(name: "TIFFLibrary", path: "Sources/SystemLibraries/TIFF", pkgConfig: "libtiff-4"),
        .systemLibrary(name: "TesseractLibrary", path: "Sources/SystemLibraries/Tesseract", pkgConfig: "tesseract"),
        .systemLibrary(name: "ZXingLibrary", path: "Sources/SystemLibraries/ZXing", pkgConfig: "zxing"),
        .systemLibrary(name: "QPDFLibrary", path: "Sources/SystemLibraries/QPDF", pkgConfig: "libqpdf"),
        .systemLibrary(
            name: "PangoCairoLibrary", path: "Sources/SystemLibraries/PangoCairo", pkgConfig: "pangocairo"),
        .systemLibrary(name: "ZlibLibrary", path: "Sources/SystemLibraries/Zlib", pkgConfig: "zlib"),
        .systemLibrary(name: "P11KitLibrary", path: "Sources/SystemLibraries/P11Kit", pkgConfig: "p11-kit-1"),
        .systemLibrary(name: "ZintLibrary", path: "Sources/SystemLibraries/Zint"),
        .systemLibrary(name: "PostgreSQLLibrary", path: "Sources/SystemLibraries/PostgreSQL", pkgConfig: "libpq"),
        .systemLibrary(name: "LibZipLibrary", path: "Sources/SystemLibraries/LibZip", pkgConfig: "libzip"),
        .systemLibrary(name: "ExpatLibrary", path: "Sources/SystemLibraries/Expat", pkgConfig: "expat"),
        .systemLibrary(
            name: "XLSXWriterLibrary", path: "Sources/SystemLibraries/XLSXWriter", pkgConfig: "xlsxwriter"),

        // MARK: An open data home
        .target(
            name: "Office",
            dependencies: [
                "ArtifactStore", "Basics", "CProcess", "DocumentModel", "Dossiers", "Ledger", "LedgerEngines",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // MARK: Work
        .target(
            name: "RecognizerProtocol",
            dependencies: [
                "DocumentModel"
            ]),
        .target(
            name: "WorkQueue",
            dependencies: [
                "Ledger", "Basics",
            ]),
        .target(
            name: "DigitizationPipeline",
            dependencies: [
                "ArtifactStore", "Ledger", "WorkQueue", "Dossiers", "DocumentModel", "FieldReading", "Frames",
                "RecognizerProtocol", "Spreadsheets", "VietnameseText", "CProcess", "Basics", "Office",
                "ChildProcesses", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]),

        .target(
            name: "PostalPipeline",
            dependencies: [
                "ArtifactStore", "Ledger", "PostalChannel", "Dossiers", "DocumentModel",
                "Spreadsheets", "PrintedSheets", "VietnameseText", "WorkQueue", "Basics", "Office",
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Handover/handover.yaml"), .embedInCode("Legs/presence.yaml"),
                .embedInCode("Rules/calendars.yaml"),
                .embedInCode("Rules/reconciliation.yaml"),
                .embedInCode("Rules/statements.yaml"), .embedInCode("Rules/tracking-numbers.yaml"),
                .embedInCode("Rules/transit-limits.yaml"),
            ]),

        // MARK: What can be asked for
        .target(
            name: "UseCases",
            dependencies: [
                "Basics", "DigitizationPipeline", "Dossiers", "Ledger", "Office", "OneStop", "PostalChannel",
                "PostalPipeline", "PrintedSheets", "Spreadsheets", "ArtifactStore", "DocumentModel", "FieldReading",
                "RecognizerProtocol",
                "VietnameseText", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
            ],
            resources: [.embedInCode("Reuse/validity.yaml")]),
        // MARK: What doors show
        .target(
            name: "Presentation",
            dependencies: [
                "ArtifactStore", "Basics", "DigitizationPipeline", "DocumentModel", "Dossiers", "Ledger", "Office",
                "OneStop", "PostalChannel", "PostalPipeline", "PrintedSheets", "Spreadsheets", "UseCases",
                "VietnameseText",
            ]),

        // MARK: Seen and reached from outside
        .target(
            name: "OpenIDConnect",
            dependencies: [
                "Basics", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .target(
            name: "Observability",
            dependencies: [
                "Basics",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "StationAPI",
            dependencies: [
                "Ledger", "Dossiers", "DocumentModel", "Observability", "Basics", "UseCases", "Presentation",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "RawStructuredFieldValues", package: "swift-http-structured-headers"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["openapi.yaml"]),

        .target(
            name: "StaffDesk",
            dependencies: [
                "Basics", "DigitizationPipeline", "DocumentModel", "Dossiers", "Ledger", "Observability", "Office",
                "FieldReading", "OneStop", "OpenIDConnect", "PostalChannel", "PostalPipeline", "Presentation",
                "PrintedSheets", "RecognizerProtocol", "Spreadsheets", "UseCases", "VietnameseText",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Assets"), .embedInCode("Templates")]),

        // MARK: Doors
        .executableTarget(
            name: "sohoa",
            dependencies: [
                "DigitizationPipeline", "PostalPipeline", "StationAPI", "StaffDesk", "Observability", "WorkQueue",
                "PrintedSheets", "Ledger", "OneStop", "PostalChannel", "Spreadsheets", "Dossiers", "VietnameseText",
                "Basics", "Office", "UseCases", "OpenIDConnect", "RecognizerProtocol", "DocumentModel",
                "Presentation", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "sohoa-recognizer",
            dependencies: [
                "Frames", "RecognizerProtocol", "Dossiers", "ScannedPages", "TextRecognition", "DocumentAssembly",
                "CLeptonica", "CAllocationGuard", "DocumentModel", "ChildProcesses", "Signatures",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // MARK: Tests
        .target(
            name: "TestSupport",
            dependencies: [
                "CProcess"
            ], path: "Tests/Support"),
        .executableTarget(
            name: "RecognizerDouble",
            dependencies: [
                "Frames", "RecognizerProtocol", "DocumentModel",
            ],
            path: "Tests/Doubles/RecognizerDouble"),
        .executableTarget(
            name: "ScaleFiller",
            dependencies: [
                "DigitizationPipeline", "Dossiers", "Ledger", "PostalChannel", "PostalPipeline", "Basics", "Office",
            ],
            path: "Tests/Benchmarks/scale/Filler"),
        .executableTarget(
            name: "QueueBenchmark",
            dependencies: [
                "Basics", "Ledger", "LedgerPostgres", "TestSupport",
            ], path: "Tests/Benchmarks/queue"),
        .executableTarget(
            name: "FieldBenchmark",
            dependencies: [
                "DocumentModel", "FieldReading",
            ], path: "Tests/Benchmarks/fields",
            exclude: ["README.md", "readings.py", "run"]),
        .testTarget(
            name: "BasicsTests",
            dependencies: [
                "TestSupport", "Basics", "VietnameseText",
            ]),
        .testTarget(
            name: "VietnameseTextTests",
            dependencies: [
                "TestSupport", "VietnameseText",
            ]),
        .testTarget(
            name: "DocumentModelTests",
            dependencies: [
                "TestSupport", "DocumentModel",
            ]),
        .testTarget(
            name: "FieldReadingTests",
            dependencies: [
                "TestSupport", "DocumentModel", "FieldReading", "VietnameseText",
            ]),
        .testTarget(
            name: "DossiersTests",
            dependencies: [
                "TestSupport", "Dossiers", "Basics", "DocumentModel",
            ]),
        .testTarget(
            name: "PostalChannelTests",
            dependencies: [
                "TestSupport", "PostalChannel", "Basics", "Dossiers",
            ]),
        .testTarget(
            name: "OneStopTests",
            dependencies: [
                "OneStop", "Dossiers", "Basics",
            ]),
        .testTarget(
            name: "PostalPipelineTests",
            dependencies: [
                "TestSupport", "DigitizationPipeline", "DocumentModel", "Ledger", "PostalPipeline", "PostalChannel",
                "Dossiers", "Presentation", "Spreadsheets", "WorkQueue", "Basics", "Office", "PrintedSheets",
                "VietnameseText",
            ]),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "UseCases", "Basics", "DigitizationPipeline", "DocumentModel", "Dossiers", "Ledger", "Office",
                "OneStop",
                "PostalChannel", "RecognizerProtocol",
            ]),
        .testTarget(
            name: "ArtifactStoreTests",
            dependencies: [
                "ArtifactStore", "Basics", "DocumentModel",
            ]),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "TestSupport", "Ledger", "LedgerPostgres", "LedgerSQLite", "Basics", "DocumentModel", "Dossiers",
                "OneStop", "PostalChannel", "VietnameseText", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "ScannedPagesTests",
            dependencies: [
                "TestSupport", "ScannedPages", "CLeptonica", "DocumentModel", "ChildProcesses",
            ]),
        .testTarget(
            name: "LineNetworkTests",
            dependencies: [
                "TestSupport", "LineNetwork", "CTesseract",
            ]),
        .testTarget(
            name: "TextRecognitionTests",
            dependencies: [
                "TextRecognition", "CLeptonica", "CTesseract", "DocumentModel", "ScannedPages", "VietnameseText",
            ]),
        .testTarget(
            name: "DocumentAssemblyTests",
            dependencies: [
                "DocumentAssembly", "CLeptonica", "DocumentModel", "ScannedPages", "ChildProcesses",
            ]),
        .testTarget(
            name: "PrintedSheetsTests",
            dependencies: [
                "TestSupport", "PrintedSheets", "ScannedPages", "Basics", "DocumentModel", "Dossiers",
            ]),
        .testTarget(
            name: "SpreadsheetsTests",
            dependencies: [
                "TestSupport", "DocumentModel", "Spreadsheets", "VietnameseText",
            ]),
        .testTarget(
            name: "SignaturesTests",
            dependencies: [
                "Signatures", "DocumentModel", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Fixtures", "Making"]),
        .testTarget(
            name: "TokenSigningTests",
            dependencies: [
                "TokenSigning", "Signatures", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "FramesTests",
            dependencies: [
                "TestSupport", "Frames",
            ]),
        .testTarget(
            name: "RecognizerProtocolTests",
            dependencies: [
                "TestSupport", "Frames", "RecognizerProtocol", "DocumentModel",
            ]),
        .testTarget(
            name: "WorkQueueTests",
            dependencies: [
                "TestSupport", "LedgerSQLite", "WorkQueue", "Basics", "Ledger",
            ]),
        .testTarget(
            name: "DigitizationPipelineTests",
            dependencies: [
                "TestSupport", "DigitizationPipeline", "LedgerSQLite", "RecognizerDouble", "sohoa-recognizer",
                "ArtifactStore", "Basics", "DocumentModel", "Dossiers", "FieldReading", "Ledger", "Office",
                "Presentation", "RecognizerProtocol", "Spreadsheets", "UseCases", "WorkQueue",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "PresentationTests",
            dependencies: [
                "ArtifactStore", "Basics", "DigitizationPipeline", "DocumentModel", "Dossiers", "Ledger", "Office",
                "PostalChannel", "PostalPipeline", "Presentation", "PrintedSheets", "Spreadsheets", "UseCases",
            ]),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: [
                "TestSupport", "Observability", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "OpenIDConnectTests",
            dependencies: [
                "OpenIDConnect", "Basics", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .testTarget(
            name: "StationAPITests",
            dependencies: [
                "TestSupport", "StationAPI", "Observability", "Ledger", "Dossiers", "Basics", "Office", "UseCases",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Schemathesis"]),
        .testTarget(
            name: "StaffDeskTests",
            dependencies: [
                "StaffDesk", "Basics", "DigitizationPipeline", "DocumentModel", "Dossiers", "Ledger", "Office",
                "OpenIDConnect", "PostalChannel", "PostalPipeline", "RecognizerProtocol", "Spreadsheets", "UseCases",
                "VietnameseText",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            exclude: ["Browser"]),
        .testTarget(
            name: "SohoaTests",
            dependencies: [
                "TestSupport", "sohoa", "sohoa-recognizer", "Ledger", "WorkQueue",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
