using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class IntakeAndLikeness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_residents_resident_identity_index",
                table: "residents_resident");

            migrationBuilder.AddColumn<Guid>(
                name: "batch",
                table: "residents_resident",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "taken_back_at",
                table: "residents_resident",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "intake_intake_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    file = table.Column<Guid>(type: "uuid", nullable: true),
                    returned = table.Column<Guid>(type: "uuid", nullable: true),
                    counts = table.Column<string>(type: "text", nullable: false),
                    sample = table.Column<byte[]>(type: "bytea", nullable: false),
                    registered = table.Column<int>(type: "integer", nullable: false),
                    taken_back = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_intake_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_likeness",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    earlier = table.Column<Guid>(type: "uuid", nullable: false),
                    later = table.Column<Guid>(type: "uuid", nullable: false),
                    earlier_code = table.Column<string>(type: "text", nullable: false),
                    later_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_likeness", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_batch",
                table: "residents_resident",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_identity_index",
                table: "residents_resident",
                column: "identity_index",
                unique: true,
                filter: "taken_back_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_intake_intake_batch_institution_id",
                table: "intake_intake_batch",
                columns: new[] { "institution", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_master_index_likeness_earlier_later",
                table: "master_index_likeness",
                columns: new[] { "earlier", "later" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_master_index_likeness_later",
                table: "master_index_likeness",
                column: "later");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "intake_intake_batch");

            migrationBuilder.DropTable(
                name: "master_index_likeness");

            migrationBuilder.DropIndex(
                name: "ix_residents_resident_batch",
                table: "residents_resident");

            migrationBuilder.DropIndex(
                name: "ix_residents_resident_identity_index",
                table: "residents_resident");

            migrationBuilder.DropColumn(
                name: "batch",
                table: "residents_resident");

            migrationBuilder.DropColumn(
                name: "taken_back_at",
                table: "residents_resident");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_identity_index",
                table: "residents_resident",
                column: "identity_index",
                unique: true);
        }
    }
}
