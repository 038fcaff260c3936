global using System.Text;
global using System.Text.Json;
global using Microsoft.EntityFrameworkCore;
global using Yihe.Kernel;
global using Yihe.Kernel.Records;
global using Yihe.Kernel.Values;
global using Yihe.Kernel.Working;
