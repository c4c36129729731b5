using System.Buffers.Binary;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinqiao.Core.Furniture;
using A = DocumentFormat.OpenXml.Drawing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using PIC = DocumentFormat.OpenXml.Drawing.Pictures;

namespace Xinqiao.Web.Documents;

/// <summary>A number as a bar-code in a file of a word processor: a picture of black and white, one dot a module wide.</summary>
internal static class BarCodePicture
{
    // A module of a quarter of a millimetre is two dots of a scanner of 200 dpi. In English Metric Units, of which a millimetre has 36,000.
    private const long Module = 9_000, Height = 8 * 36_000;

    private const int Rows = 8;

    /// <summary>A line with the bar-code and the number below it, in the form of another line.</summary>
    public static Paragraph In(MainDocumentPart main, Paragraph place, string number)
    {
        var (bitmap, modules) = Bitmap(number);
        // Named, not drawn by lot: a letter printed twice is the same file.
        var part = main.AddImagePart(ImagePartType.Bmp, $"barCode{main.ImageParts.Count()}");
        part.FeedData(new MemoryStream(bitmap));
        var line = new Paragraph(
            new Run(Drawing(main.GetIdOfPart(part), modules * Module, number)),
            new Run(new RunProperties(new FontSize { Val = "18" }), new Break(), new Text(number)));
        if (place.ParagraphProperties is { } form) line.ParagraphProperties = (ParagraphProperties)form.CloneNode(true);
        return line;
    }

    private static Drawing Drawing(string id, long width, string number) => new(new DW.Inline(
        new DW.Extent { Cx = width, Cy = Height },
        new DW.DocProperties { Id = 1U, Name = "条码", Description = number },
        new A.Graphic(new A.GraphicData(new PIC.Picture(
            new PIC.NonVisualPictureProperties(
                new PIC.NonVisualDrawingProperties { Id = 0U, Name = "条码" }, new PIC.NonVisualPictureDrawingProperties()),
            new PIC.BlipFill(new A.Blip { Embed = id }, new A.Stretch(new A.FillRectangle())),
            new PIC.ShapeProperties(
                new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = Height }),
                new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
        {
            Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture",
        }))
    {
        DistanceFromTop = 0U,
        DistanceFromBottom = 0U,
        DistanceFromLeft = 0U,
        DistanceFromRight = 0U,
    });

    // A bitmap of one bit a dot: file header, picture header, two colours, rows of whole words.
    private static (byte[] File, int Modules) Bitmap(string number)
    {
        const int start = 14 + 40 + 2 * 4;
        var widths = Code128.Widths(number);
        var modules = widths.Sum() + 2 * Code128.Quiet;
        var row = new byte[(modules + 31) / 32 * 4];
        row.AsSpan().Fill(0xFF);
        var (place, isBar) = (Code128.Quiet, true);
        foreach (var width in widths)
        {
            for (var i = place; isBar && i < place + width; i++) row[i / 8] &= (byte)~(0x80 >> i % 8);
            (place, isBar) = (place + width, !isBar);
        }

        var file = new byte[start + Rows * row.Length];
        "BM"u8.CopyTo(file);
        foreach (var (at, value) in ((int, int)[])[(2, file.Length), (10, start), (14, 40), (18, modules), (22, Rows), (26, 1 | 1 << 16), (34, Rows * row.Length), (46, 2), (58, 0xFFFFFF)])
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        for (var i = 0; i < Rows; i++) row.CopyTo(file, start + i * row.Length);
        return (file, modules);
    }
}
