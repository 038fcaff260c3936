global using Microsoft.EntityFrameworkCore;
global using Yihe.Kernel;
global using Yihe.Kernel.Values;
global using Yihe.Kernel.Working;
global using Yihe.Residents;
global using Yihe.Testing;
