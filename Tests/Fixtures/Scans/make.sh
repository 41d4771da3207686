#!/bin/sh
# Makes the pictures of this folder anew: one 64 x 48 sheet with a black F and a red block, in many encodings.
set -eu
cd "$(dirname "$0")"
base() {
    convert -size 64x48 xc:white -fill black -draw 'rectangle 8,8 13,39 rectangle 8,8 29,13 rectangle 8,22 23,27' \
        -fill red -draw 'rectangle 44,30 59,43' +antialias -units PixelsPerInch -density 300 "$@"
}
base -compress LZW -define tiff:tile-geometry=16x16 tiled-lzw.tif
base -compress Zip -interlace plane planar-zip.tif
base -depth 16 -compress None rgb16.tif
base -colorspace Gray -depth 16 -compress LZW gray16.tif
base -type Palette -compress LZW palette.tif
base -transparent white -compress LZW alpha.tif
base -compress JPEG -quality 95 jpeg.tif
base -threshold 60% -type bilevel -compress Group4 g4.tif
base -threshold 60% -type bilevel -compress Fax g3.tif
base -threshold 60% -type bilevel -compress Group4 -define quantum:polarity=min-is-black g4-min-is-black.tif
base -orient right-top -compress LZW orientation6.tif
base -colorspace CMYK -quality 95 cmyk.jpg
base -quality 95 -sampling-factor 1x1 colour.jpg
base -colorspace Gray -quality 95 gray.jpg
base -interlace JPEG -quality 95 progressive.jpg
base PNG24:colour.png
base -interlace PNG PNG24:interlaced.png
base -depth 16 PNG48:rgb16.png
base -colors 4 PNG8:palette.png
base -transparent white PNG32:alpha.png
base -colorspace Gray -depth 8 -define png:color-type=0 gray.png
base -threshold 60% -type bilevel PNG:bitonal.png
