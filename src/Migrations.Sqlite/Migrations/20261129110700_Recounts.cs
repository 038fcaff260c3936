using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Recounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "basis",
                table: "monitoring_month_closing",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "block",
                table: "monitoring_month_closing",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "basis",
                table: "monitoring_month_closing");

            migrationBuilder.DropColumn(
                name: "block",
                table: "monitoring_month_closing");
        }
    }
}
